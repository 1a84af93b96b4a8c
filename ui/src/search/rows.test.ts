import { expect, test } from "vitest";
import type { Hit } from "../bindings/Hit";
import { facet, fits, inLanguage, inPlace, preferring, rowOfHit, sameOrder, startsWith, understood, yearsOf } from "./rows";

const hit = (passages: Hit["passages"]): Hit => ({
  resource: "r1", title: "Title", kind: "leaflet", language: "en", state: "current", score: 1, passages, related: false, same_as: [], why: [],
});
const passage = (attachment: string | null, page: number | null) => ({ attachment, page, snippet: "words", highlights: [] });

test("a row leads to the page of its best passage in a file", () => {
  const row = rowOfHit(hit([passage(null, null), passage("f1", 7), passage("f2", 1)]), undefined, "words");
  expect(row.leadsTo).toMatchObject({ id: "r1", attachment: "f1", page: 7, q: "words" });
});

test("a row that was found by its title alone leads to the resource", () => {
  expect(rowOfHit(hit([]), undefined, "words").leadsTo).toMatchObject({ id: "r1", attachment: null, page: null });
});

test("a facet counts, orders by count, and drops what would show nothing", () => {
  expect(facet(["en", "bn", "so"], ["en", "bn", "en"], null)).toEqual([{ value: "en", count: 2 }, { value: "bn", count: 1 }]);
});

test("the chosen value stays even where it shows nothing", () => {
  expect(facet(["en"], ["en"], "so")).toContainEqual({ value: "so", count: 0 });
});

test("where not everything is here to be counted, no count is claimed", () => {
  expect(facet(["en", "bn"], null, null)).toEqual([{ value: "bn", count: null }, { value: "en", count: null }]);
});

test.each([
  ["blood", "blood", null, ""],
  [" Blood ", "blood", null, ""],
  ["blood", "", null, ""],
  ["blod?", "did you mean blood?", null, "Did you mean blood?"],
  ["blod", "showing results for “blood”", "blood", ""],
  ["blod of", "showing results for “blood of”; “of” was left out", "blood of", "“of” was left out."],
  ["blod", "“blod” is nowhere", "blood", "“blod” is nowhere."],
])("what was understood of %j, %j, corrected to %j, is said as %j", (query, understood_as, corrected, said) => {
  expect(understood({ query, understood_as, corrected })).toBe(said);
});

const date = (from: string, to: string) => ({ date: { printed: "", from, to, precision: "range" as const } });
test.each([
  [date("2020-11-17", "2020-11-17"), [2020]],
  [date("2021-01-01", "2024-12-31"), [2021, 2022, 2023, 2024]],
  [date("2024-01-01", "2021-12-31"), []],
  [date("", ""), []],
  [{ date: null }, []],
])("the years of %j are %j", (resource, years) => {
  expect(yearsOf(resource)).toEqual(years);
});

test("an order is the same, is begun, or is another", () => {
  expect(sameOrder(["a", "b"], ["a", "b"])).toBe(true);
  expect(sameOrder(["a", "b"], ["b", "a"])).toBe(false);
  expect(sameOrder(["a", "b"], ["a"])).toBe(false);
  expect(startsWith(["a", "b"], ["a"])).toBe(true);
  expect(startsWith(["a"], ["a", "b"])).toBe(false);
  expect(startsWith(["b", "a"], ["a"])).toBe(false);
});

test("newer hits take their places among those shown without moving one", () => {
  const named = (resource: string, score: number): Hit => ({ ...hit([]), resource, score });
  const kept = inPlace([named("a", 1), named("b", 1)], [named("new", 9), named("b", 2), named("c", 3)]);
  expect(kept.map(({ resource, score }) => [resource, score])).toEqual([["a", 1], ["b", 2], ["new", 9], ["c", 3]]);
});

test.each([
  ["en", "en", true],
  ["en", "en-GB", true],
  ["EN", "en-gb", true],
  ["en-GB", "en", false],
  ["e", "en", false],
  ["bn", "", false],
  ["", "en", false],
])("asked for %j, there is %j: %j", (asked, there, fits) => {
  expect(inLanguage(asked, there)).toBe(fits);
});

test("the patient’s language comes first, and all else keeps its order", () => {
  const list = ["en", "so", "en-GB", "bn", "so"].map((language, id) => ({ id, language }));
  expect(preferring(list, "so").map(({ id }) => id)).toEqual([1, 4, 0, 2, 3]);
  expect(preferring(list, "ur").map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
  expect(preferring(list, null)).toBe(list);
});

test.each([
  [{}, true],
  [{ kind: "leaflet" as const, language: "so", year: 2020 }, true],
  [{ kind: "guide" as const, language: "so", year: 2020 }, false],
  [{ kind: "leaflet" as const, language: "en" }, false],
  [{ year: 2022 }, false],
])("a Somali leaflet of 2019 to 2021 fits %j: %j", (part, fit) => {
  const date = { printed: "2019-2021", from: "2019-01-01", to: "2021-12-31", precision: "range" as const };
  expect(fits({ kind: "leaflet", language: "so", date }, { kind: null, language: null, year: null, ...part })).toBe(fit);
});
