/** What the library's list shows: one row a resource, whether it was found by words or is simply there. Pure. */
import type { Hit } from "../bindings/Hit";
import type { Kind } from "../bindings/Kind";
import type { Passage } from "../bindings/Passage";
import type { Resource } from "../bindings/Resource";
import type { ResourceId } from "../bindings/ResourceId";
import type { SearchAnswer } from "../bindings/SearchAnswer";
import { readRoute, type ReadRoute } from "../route";

export interface Row {
  id: string;
  title: string;
  kind: Kind;
  language: string;
  withdrawn: boolean;
  /** All that is known of it; undefined for the moment between a search's answer and the list's. */
  resource: Resource | undefined;
  passages: Passage[];
  /** It has none of the words, and is only about the same subject. */
  related: boolean;
  /** Resources that were left out because they hold the very same file. */
  sameAs: ResourceId[];
  /** Why it was found, where that was asked for. */
  why: string[];
  /** Where the row leads: to the page of the best passage. */
  leadsTo: ReadRoute;
}

export function rowOfHit(hit: Hit, resource: Resource | undefined, q: string): Row {
  const first = hit.passages.find((passage) => passage.attachment !== null) ?? hit.passages[0];
  return {
    id: hit.resource,
    title: hit.title,
    kind: hit.kind,
    language: hit.language,
    withdrawn: hit.state === "withdrawn",
    resource,
    passages: hit.passages,
    related: hit.related,
    sameAs: hit.same_as,
    why: hit.why,
    leadsTo: toPassage(hit.resource, first, q),
  };
}

export function rowOfResource(resource: Resource): Row {
  return {
    id: resource.id,
    title: resource.title,
    kind: resource.kind,
    language: resource.language,
    withdrawn: resource.state === "withdrawn",
    resource,
    passages: [],
    related: false,
    sameAs: [],
    why: [],
    leadsTo: readRoute(resource.id),
  };
}

export function toPassage(id: string, passage: Passage | undefined, q: string): ReadRoute {
  return readRoute(id, { attachment: passage?.attachment ?? null, page: passage?.page ?? null, q });
}

/**
 * What the library says it searched for, as a sentence; empty where it is just what was typed. That words were
 * corrected is its first remark, and has a line of its own.
 */
export function understood({ query, understood_as, corrected }: Pick<SearchAnswer, "query" | "understood_as" | "corrected">): string {
  let said = understood_as.trim();
  const remark = `showing results for “${corrected}”`;
  if (corrected !== null && said.startsWith(remark)) said = said.slice(remark.length).replace(/^\s*;\s*/, "");
  if (said === "" || said.toLowerCase() === query.trim().toLowerCase()) return "";
  const sentence = said.charAt(0).toLocaleUpperCase() + said.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** As the library takes languages: `en` is also `en-GB`; `en-GB` is only itself. */
export function inLanguage(asked: string, there: string): boolean {
  const [wanted, found] = [asked.toLowerCase(), there.toLowerCase()];
  return wanted !== "" && (found === wanted || found.startsWith(`${wanted}-`));
}

/** True where both name the same in the same order. */
export const sameOrder = <Item>(one: Item[], other: Item[]) => one.length === other.length && startsWith(one, other);

/** True where the list begins with all of the beginning: nothing of that would move. */
export const startsWith = <Item>(list: Item[], beginning: Item[]) =>
  beginning.length <= list.length && beginning.every((item, at) => item === list[at]);

/** The newest without moving one that is shown: those as they are now, in their old order, and after them the others. */
export function inPlace<Item>(shown: Item[], newest: Item[], idOf: (item: Item) => string): Item[] {
  const now = new Map(newest.map((item) => [idOf(item), item]));
  const known = new Set(shown.map(idOf));
  return [...shown.map((item) => now.get(idOf(item)) ?? item), ...newest.filter((item) => !known.has(idOf(item)))];
}
