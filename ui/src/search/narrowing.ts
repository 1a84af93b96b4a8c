/** What narrows the library, and what each choice would leave. Pure. */
import type { Kind } from "../bindings/Kind";
import type { Resource } from "../bindings/Resource";

/** Null: it narrows nothing. */
export interface Narrowed {
  kind: Kind | null;
  topic: string | null;
  language: string | null;
  /** Of the printed date. */
  year: number | null;
  /** Only what has text that can be read and searched. */
  withText: true | null;
  /** Only what has a file on this device. */
  here: true | null;
}

export const NARROWING = ["kind", "topic", "language", "year", "withText", "here"] as const;
export type Narrowing = (typeof NARROWING)[number];
export const NOT_NARROWED: Narrowed = { kind: null, topic: null, language: null, year: null, withText: null, here: null };

type Filed = Pick<Resource, "kind" | "language" | "date" | "topics" | "attachments">;

/** The years that the printed date reaches over; none where no date is printed. */
export function yearsOf({ date }: Pick<Resource, "date">): number[] {
  const from = Number(date?.from.slice(0, 4));
  const to = Number(date?.to.slice(0, 4));
  // A range that cannot be is a date that was misread.
  if (!from || !to || to < from || to - from > 50) return [];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

export const hasText = ({ attachments }: Pick<Resource, "attachments">) => attachments.some(({ text }) => text !== "none");
export const isHere = ({ attachments }: Pick<Resource, "attachments">) => attachments.some(({ sha256 }) => sha256 !== null);

export function fits(resource: Filed, { kind, topic, language, year, withText, here }: Narrowed): boolean {
  return (
    (kind === null || resource.kind === kind) &&
    (topic === null || resource.topics.includes(topic)) &&
    (language === null || resource.language === language) &&
    (year === null || yearsOf(resource).includes(year)) &&
    (withText === null || hasText(resource)) &&
    (here === null || isHere(resource))
  );
}

export interface FacetValue<Value> {
  value: Value;
  /** Null while it is not known. */
  count: number | null;
}

export const countsOf = <Value>(values: Value[]): Map<Value, number> => {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/**
 * The values of one facet, most first, then by name, each with how many resources it would leave. `all` counts the values
 * of everything that was found, whatever narrows it: they say which stand there and in which order, so that nothing
 * moves under a pointer that presses one choice after the other. `left` are the values of what the other choices leave;
 * null while that is not known.
 */
export function facet<Value extends string>(all: Map<Value, number>, left: Value[] | null, chosen: Value | null): FacetValue<Value>[] {
  const [ranks, counts] = [new Map(all), countsOf(left ?? [])];
  if (chosen !== null && !ranks.has(chosen)) ranks.set(chosen, 0);
  return [...ranks]
    .sort(([one, rank], [other, otherRank]) => otherRank - rank || one.localeCompare(other))
    .map(([value]) => ({ value, count: left ? (counts.get(value) ?? 0) : null }));
}
