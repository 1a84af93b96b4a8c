/** What may be read beside a document: the same leaflet in other languages first. Pure. */
import type { Resource } from "../../bindings/Resource";
import { fileName, languageName } from "../../design/format";

export interface Choice {
  id: string;
  /** Null: the resource's first file. */
  attachment: string | null;
  title: string;
  language: string;
}

type Sibling = Pick<Resource, "id" | "title" | "language">;

/** Other files of the resource that are here, then its translations; the patient's language first, then by name. */
export function choicesBeside(resource: Resource, open: string | null, siblings: readonly Sibling[], first: string | null): Choice[] {
  const files = resource.attachments
    .filter(({ id, sha256 }) => id !== open && sha256 !== null)
    .map(({ id, label, url, language }) => ({ id: resource.id, attachment: id, title: label || fileName(url) || resource.title, language: language ?? resource.language }));
  const others = siblings.map(({ id, title, language }) => ({ id, attachment: null, title, language }));
  const rank = ({ language }: Choice) => (language === first ? "" : languageName(language));
  return [...files, ...others].sort((one, other) => rank(one).localeCompare(rank(other)));
}
