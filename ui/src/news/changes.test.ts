import { expect, test } from "vitest";
import type { Change } from "../bindings/Change";
import type { ResourceChanges } from "../bindings/ResourceChanges";
import { arrange, byDay, countNew, sentence, summary, toneOf, valueOf } from "./changes";

const NOW = new Date(2026, 10, 22, 12, 0);
const at = (day: number, hour = 9) => new Date(2026, 10, day, hour).toISOString();
const change = (part: Partial<Change> = {}): Change => ({
  at: at(22), revision: 8, kind: "text_revised", what: "summary", from: null, to: null, words: [], more_words: false, is_new: true, ...part,
});
const of = (resource: string, ...changes: Change[]): ResourceChanges => ({ resource, title: resource, state: "current", changes });

test.each<[Partial<Change>, string, string]>([
  [{ kind: "added", what: "" }, "New in the library", "came"],
  [{ kind: "text_revised", what: "title" }, "The title changed", "changed"],
  [{ kind: "text_revised", what: "summary" }, "The words on the site changed", "changed"],
  [{ kind: "text_revised", what: "" }, "The words on the site changed", "changed"],
  [{ kind: "text_revised", what: "Our Mission" }, "“Our Mission” changed", "changed"],
  [{ kind: "details_revised", what: "date" }, "The date printed on it changed", "plain"],
  [{ kind: "details_revised", what: "colour" }, "Changed: colour", "plain"],
  [{ kind: "file_added", what: "Easy read" }, "New file: Easy read", "came"],
  [{ kind: "file_replaced", what: "Leaflet" }, "New version of the file: Leaflet", "changed"],
  [{ kind: "file_removed", what: "Leaflet" }, "File taken away: Leaflet", "went"],
  [{ kind: "moved", what: "" }, "Its page has a new address", "plain"],
  [{ kind: "moved", what: "Leaflet" }, "The file has a new address: Leaflet", "plain"],
  [{ kind: "withdrawn", what: "" }, "Withdrawn from the site; still readable here", "went"],
  [{ kind: "came_back", what: "" }, "Back on the site", "came"],
])("%j is told as %s", (part, words, tone) => {
  expect(sentence(change(part))).toBe(words);
  expect(toneOf(change(part))).toBe(tone);
});

test.each<[string, string | null, string]>([
  ["kind", "case_studies", "Case studies"],
  ["kind", "poem", "poem"],
  ["language", "bn", "Bengali"],
  ["topics", "Heart, Lungs", "Heart, Lungs"],
  ["date", null, ""],
])("a %s of %s is written %s", (what, value, words) => {
  expect(valueOf(change({ kind: "details_revised", what }), value)).toBe(words);
});

test("an address is written as it is", () => {
  expect(valueOf(change({ kind: "moved", what: "kind" }), "leaflet")).toBe("leaflet");
});

test("what changed last stands first, the partnership's page among the rest, by day", () => {
  const answer = {
    since: at(1),
    resources: [of("a", change({ at: at(22, 8) })), of("b", change({ at: at(20) }), change({ at: at(22, 10) })), of("none"), of("c", change({ at: at(2) }))],
    about: [change({ at: at(22, 9) })],
  };
  const news = arrange(answer);
  expect(news.map(({ id }) => id)).toEqual(["b", "", "a", "c"]);
  expect(byDay(news, NOW).map(({ name, news: those }) => [name, those.length])).toEqual([["Today", 3], ["2 November 2026", 1]]);
  expect(byDay([], NOW)).toEqual([]);
});

test("each resource is counted once, and only where something is new to the person", () => {
  const resources = [of("a", change(), change()), of("b", change({ is_new: false })), of("c", change({ is_new: false }), change())];
  expect(countNew({ since: at(1), resources, about: [] })).toBe(2);
  expect(countNew({ since: at(1), resources, about: [change(), change()] })).toBe(3);
  expect(countNew({ since: null, resources: [], about: [] })).toBe(0);
});

test("the summary counts each by the most that happened to it", () => {
  const resources = [
    of("a", change({ kind: "added" }), change()),
    of("b", change()),
    of("c", change({ kind: "file_added" })),
    { ...of("d", change({ kind: "withdrawn" }), change()), state: "withdrawn" as const },
    of("e", change({ kind: "came_back" }), change({ kind: "withdrawn" })),
  ];
  expect(summary(arrange({ since: null, resources, about: [] }))).toEqual(["2 new", "2 changed", "1 withdrawn"]);
  expect(summary([])).toEqual([]);
});
