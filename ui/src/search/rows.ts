/** What the library's list shows: one row a resource, whether it was found by words or is simply there. Pure. */
import type { Hit } from "../bindings/Hit";
import type { Kind } from "../bindings/Kind";
import type { Passage } from "../bindings/Passage";
import type { Resource } from "../bindings/Resource";
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
    leadsTo: readRoute(resource.id),
  };
}

export function toPassage(id: string, passage: Passage | undefined, q: string): ReadRoute {
  return readRoute(id, { attachment: passage?.attachment ?? null, page: passage?.page ?? null, q });
}

/** What the library says it searched for, as a sentence; empty where it is just what was typed. */
export function understood({ query, understood_as }: Pick<SearchAnswer, "query" | "understood_as">): string {
  const said = understood_as.trim();
  if (said === "" || said.toLowerCase() === query.trim().toLowerCase()) return "";
  const sentence = said.charAt(0).toLocaleUpperCase() + said.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

export interface FacetValue<Value> {
  value: Value;
  /** Null where it cannot be known: not all results are here to be counted. */
  count: number | null;
}

/**
 * The values of one facet with how many resources each has, most first, then by name. `counted` is null where the
 * counts cannot be known; `offered` then gives the values.
 */
export function facet<Value extends string>(offered: Value[], counted: Value[] | null, chosen: Value | null): FacetValue<Value>[] {
  const counts = new Map<Value, number>();
  for (const value of counted ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values = new Set(offered);
  if (chosen) values.add(chosen);
  return [...values]
    .map((value) => ({ value, count: counted ? (counts.get(value) ?? 0) : null }))
    .filter(({ value, count }) => count !== 0 || value === chosen)
    .sort((one, other) => (other.count ?? 0) - (one.count ?? 0) || one.value.localeCompare(other.value));
}
