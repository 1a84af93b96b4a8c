/** What the window's list shows of the fake library: the same answers as the engine's, made in the simplest way. */
import type { Choice } from "../../src/bindings/Choice";
import type { Choices } from "../../src/bindings/Choices";
import type { Holdings } from "../../src/bindings/Holdings";
import type { Listed } from "../../src/bindings/Listed";
import type { Resource } from "../../src/bindings/Resource";
import type { SearchQuery } from "../../src/bindings/SearchQuery";

type Filter = "kind" | "topic" | "language" | "year" | "with_text" | "here";

const hasText = ({ attachments }: Resource) => attachments.some(({ text }) => text !== "none");
const isHere = ({ attachments }: Resource) => attachments.some(({ sha256 }) => sha256 !== null);

function yearsOf({ date }: Resource): number[] {
  if (date === null) return [];
  const [from, to] = [Number(date.from.slice(0, 4)), Number(date.to.slice(0, 4))];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Whether a resource passes the filters of a query, but for one that is left aside. */
export function passes(resource: Resource, query: SearchQuery, aside?: Filter): boolean {
  return (
    (aside === "kind" || query.kind === null || resource.kind === query.kind) &&
    (aside === "topic" || query.topic === null || resource.topics.includes(query.topic)) &&
    (aside === "language" || query.language === null || resource.language === query.language) &&
    (aside === "year" || query.year === null || yearsOf(resource).includes(query.year)) &&
    (aside === "with_text" || !query.with_text || hasText(resource)) &&
    (aside === "here" || !query.here || isHere(resource))
  );
}

export function choices(query: SearchQuery, found: Resource[], offered: Resource[]): Choices {
  const left = (aside: Filter) => found.filter((resource) => passes(resource, query, aside));
  const count = (aside: Filter) => left(aside).length;
  return {
    kinds: values(found, left("kind"), ({ kind }) => [kind], query.kind),
    topics: values(found, left("topic"), ({ topics }) => topics, query.topic),
    languages: values(found, left("language"), ({ language }) => [language], query.language),
    years: [...new Set(offered.flatMap(yearsOf))].sort((one, other) => other - one),
    with_text: left("with_text").filter(hasText).length,
    here: left("here").filter(isHere).length,
    without: { kind: count("kind"), topic: count("topic"), language: count("language"), year: count("year"), with_text: count("with_text"), here: count("here") },
  };
}

function values<Value extends string>(found: Resource[], left: Resource[], of: (resource: Resource) => Value[], chosen: Value | null): Choice<Value>[] {
  const counted = (resources: Resource[], value: Value) => resources.filter((resource) => of(resource).includes(value)).length;
  return [...new Set([...found.flatMap(of), ...(chosen === null ? [] : [chosen])])]
    .sort((one, other) => counted(found, other) - counted(found, one) || (one < other ? -1 : 1))
    .map((value) => ({ value, count: counted(left, value) }));
}

export function holdings(all: Resource[]): Holdings {
  const current = all.filter(({ state }) => state === "current");
  return {
    resources: current.length,
    withdrawn: all.length - current.length,
    only_starter: all.length > 0 && all.every(({ from_starter }) => from_starter),
    files_missing: current.some(({ attachments }) => attachments.some(({ state }) => state === "pending")),
    languages: [...new Set(current.map(({ language }) => language))],
  };
}

/** The title up to a language in brackets, as the samples print it. */
const about = ({ title }: Resource) => title.replace(/ \([^()]+\)$/, "");

export function listed(resource: Resource, all: Resource[]): Listed {
  const others = all.filter((other) => other.state === "current" && other.id !== resource.id && other.language !== resource.language && about(other) === about(resource));
  return { ...resource, translations: others.map(({ id, title, language }) => ({ id, title, language })) };
}
