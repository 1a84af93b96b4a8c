/** Which resources are the same leaflet in other languages. Only what is sure: one that is not is no translation. Pure. */
import type { Resource } from "../bindings/Resource";
import { languageName, ownName } from "../design/format";
import { readRoute, type ReadRoute } from "../route";

/** A way to the same leaflet in another language. */
export interface Edition {
  language: string;
  leadsTo: ReadRoute;
}

/** What titles print beside the names that the platform knows. */
const OTHER_NAMES: Record<string, string[]> = {
  bn: ["bangla"], so: ["af-soomaali", "soomaali"], fa: ["farsi", "persian"], pa: ["panjabi", "punjabi"], zh: ["chinese", "mandarin", "cantonese"],
};

const fold = (text: string) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

function namesOf(language: string): Set<string> {
  const tag = language.split("-")[0] ?? "";
  return new Set([languageName(language), ownName(language), languageName(tag), ownName(tag), ...(OTHER_NAMES[tag] ?? [])].map(fold));
}

/**
 * The title without the name of its own language at the end: "Flu jab (Somali)", "Flu jab – Somali", "Flu jab in Somali".
 * A name that is not the resource's language is a part of the title.
 */
export function titleWithoutLanguage(title: string, language: string): string {
  const whole = title.trim();
  const end = /\s*[([](?<bracket>[^()[\]]+)[)\]]$|\s+[-–—]\s+(?<dash>\S+)$|[,:]\s+(?<comma>\S+)$|\s+in\s+(?<inside>\S+)$/iu.exec(whole);
  const groups = end?.groups ?? {};
  const name = fold(groups.bracket ?? groups.dash ?? groups.comma ?? groups.inside ?? "").replace(/ (version|translation)$/, "").replace(/^in /, "");
  const rest = whole.slice(0, end?.index ?? whole.length);
  return fold(end && namesOf(language).has(name) && rest.trim() ? rest : whole);
}

type Titled = Pick<Resource, "id" | "title" | "language" | "source" | "state">;

/**
 * For each resource its translations. Two of one language under one title leave it open which is meant: then none of
 * that title has any.
 */
export function siblings<Some extends Titled>(all: readonly Some[]): Map<string, Some[]> {
  const groups = new Map<string, Some[]>();
  for (const resource of all) {
    if (resource.state !== "current" || !resource.language) continue;
    const key = `${resource.source}\n${titleWithoutLanguage(resource.title, resource.language)}`;
    groups.set(key, [...(groups.get(key) ?? []), resource]);
  }
  const found = new Map<string, Some[]>();
  for (const group of groups.values()) {
    if (group.length < 2 || new Set(group.map(({ language }) => language)).size !== group.length) continue;
    for (const one of group) found.set(one.id, group.filter((other) => other !== one));
  }
  return found;
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
