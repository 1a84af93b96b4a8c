import { expect, test } from "vitest";
import { entriesOf, type OutlineNode } from "./outline";

const node = (title: string, items: OutlineNode[] = [], part: Partial<OutlineNode> = {}): OutlineNode => ({ title, dest: title, url: null, items, ...part });

test("one list in the order of reading, with levels", () => {
  const entries = entriesOf([node("One", [node(" 1.1\n\u0000 more ", [node("1.1.1")])]), node("Two")]);
  expect(entries.map(({ title, level }) => [title, level])).toEqual([["One", 0], ["1.1 more", 1], ["1.1.1", 2], ["Two", 0]]);
});

test("what leads nowhere or has no words is left out, and what stands below it is not", () => {
  const entries = entriesOf([node("", [node("Below")]), node("Nowhere", [], { dest: null }), node("Out", [], { dest: null, url: "https://example.org" })]);
  expect(entries.map(({ title, level }) => [title, level])).toEqual([["Below", 0], ["Out", 0]]);
  expect(entriesOf(null)).toEqual([]);
});

test("a hostile file makes no endless list", () => {
  expect(entriesOf(Array.from({ length: 9000 }, (_, at) => node(`n${at}`))).length).toBe(2000);
});
