import { expect, test } from "vitest";
import type { Hit } from "../bindings/Hit";
import { inLanguage, inPlace, rowOfHit, sameOrder, startsWith, understood } from "./rows";

const hit = (passages: Hit["passages"]): Hit => ({
  resource: "r1", title: "Title", kind: "leaflet", language: "en", state: "current", score: 1, passages, related: false, same_as: [], why: [],
});
const passage = (attachment: string | null, page: number | null) => ({ attachment, page, snippet: "words", highlights: [], from_picture: false });

test("a row leads to the page of its best passage in a file", () => {
  const row = rowOfHit(hit([passage(null, null), passage("f1", 7), passage("f2", 1)]), undefined, "words");
  expect(row.leadsTo).toMatchObject({ id: "r1", attachment: "f1", page: 7, q: "words" });
});

test("a row that was found by its title alone leads to the resource", () => {
  expect(rowOfHit(hit([]), undefined, "words").leadsTo).toMatchObject({ id: "r1", attachment: null, page: null });
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
  const kept = inPlace([named("a", 1), named("b", 1)], [named("new", 9), named("b", 2), named("c", 3)], (hit) => hit.resource);
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
