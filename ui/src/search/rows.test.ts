import { expect, test } from "vitest";
import type { Hit } from "../bindings/Hit";
import { facet, rowOfHit, understood } from "./rows";

const hit = (passages: Hit["passages"]): Hit => ({
  resource: "r1", title: "Title", kind: "leaflet", language: "en", state: "current", score: 1, passages,
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
  ["blood", "blood", ""],
  [" Blood ", "blood", ""],
  ["blod", "showing results for “blood”", "Showing results for “blood”."],
  ["blod?", "did you mean blood?", "Did you mean blood?"],
  ["blood", "", ""],
])("what was understood of %j, %j, is said as %j", (query, understood_as, said) => {
  expect(understood({ query, understood_as })).toBe(said);
});
