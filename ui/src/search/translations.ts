/** The ways to the same leaflet in other languages. Pure. */
import type { Resource } from "../bindings/Resource";
import { languageName } from "../design/format";
import { readRoute, type ReadRoute } from "../route";

/** A way to the same leaflet in another language. */
export interface Edition {
  language: string;
  leadsTo: ReadRoute;
}

type Filed = Pick<Resource, "id" | "language" | "attachments">;

/** Whether the files of a resource are told apart by their languages. */
export const inSeveralLanguages = ({ attachments }: Pick<Resource, "attachments">) =>
  new Set(attachments.flatMap(({ language }) => language ?? [])).size > 1;

/** The resource in other languages, its own files first; each language once, the patient's before all others. */
export function editions(resource: Filed, others: readonly Pick<Resource, "id" | "language">[], first: string | null): Edition[] {
  const files = inSeveralLanguages(resource)
    ? resource.attachments.filter(
        ({ language, sha256 }, at, all) =>
          sha256 !== null && language !== null && language !== resource.language && all.findIndex((other) => other.language === language && other.sha256 !== null) === at,
      )
    : [];
  const found = [
    ...files.map(({ id, language }) => ({ language: language ?? "", leadsTo: readRoute(resource.id, { attachment: id }) })),
    ...others.map(({ id, language }) => ({ language, leadsTo: readRoute(id) })),
  ];
  const once = found.filter(({ language }, at) => found.findIndex((other) => other.language === language) === at);
  const rank = ({ language }: Edition) => (language === first ? "" : languageName(language));
  return once.sort((one, other) => rank(one).localeCompare(rank(other)));
}
