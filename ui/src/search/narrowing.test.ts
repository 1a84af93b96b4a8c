import { expect, test } from "vitest";
import type { Attachment } from "../bindings/Attachment";
import { countsOf, facet, fits, NOT_NARROWED, yearsOf } from "./narrowing";

test("a facet counts what the other choices leave, and keeps its order and its values whatever they are", () => {
  const found = ["en", "bn", "en", "so", "bn", "en"];
  const all = countsOf(found);
  expect(facet(all, found, null)).toEqual([{ value: "en", count: 3 }, { value: "bn", count: 2 }, { value: "so", count: 1 }]);
  expect(facet(all, ["so", "bn"], null)).toEqual([{ value: "en", count: 0 }, { value: "bn", count: 1 }, { value: "so", count: 1 }]);
});

test("the chosen value stays even where it shows nothing", () => {
  expect(facet(countsOf(["en"]), ["en"], "so")).toContainEqual({ value: "so", count: 0 });
});

test("where what is left is not known yet, no count is claimed and nothing changes its place", () => {
  expect(facet(countsOf(["en", "bn", "en"]), null, null)).toEqual([{ value: "en", count: null }, { value: "bn", count: null }]);
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

test.each([
  [{}, true],
  [{ kind: "leaflet" as const, language: "so", year: 2020, topic: "Heart" }, true],
  [{ kind: "guide" as const, language: "so", year: 2020 }, false],
  [{ kind: "leaflet" as const, language: "en" }, false],
  [{ year: 2022 }, false],
  [{ topic: "heart" }, false],
  [{ here: true as const }, true],
  [{ withText: true as const }, false],
])("a Somali leaflet of 2019 to 2021 on the heart, here without text, fits %j: %j", (part, fit) => {
  const attachments = [{ sha256: "ab", text: "none" } as Attachment];
  const leaflet = { kind: "leaflet" as const, language: "so", topics: ["Heart", "Diet"], attachments, ...date("2019-01-01", "2021-12-31") };
  expect(fits(leaflet, { ...NOT_NARROWED, ...part })).toBe(fit);
});
