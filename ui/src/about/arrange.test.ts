import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { about } from "../../tests/fake/catalogue";
import type { About } from "../bindings/About";
import { arrange, type Block, type Part } from "./arrange";

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

function shown(blocks: Block[]): string {
  return blocks
    .flatMap((block): string[] => {
      switch (block.is) {
        case "vision":
          return [block.label, block.text];
        case "points":
        case "values":
        case "list":
          return block.items;
        case "objectives":
          return block.items.flatMap(({ title, text }) => [title, text]);
        default:
          return [block.text];
      }
    })
    .join("\n");
}
const allWords = (parts: Part[]) => wordsOf(parts.map(({ blocks }) => shown(blocks)).join("\n"));
const pageWords = (page: About) =>
  wordsOf(page.sections.map(({ heading, paragraphs, lists }) => [heading, ...paragraphs, ...lists.flat()].join("\n")).join("\n"));

test("the partnership's page gets its layouts, in the page's order", () => {
  expect(arrange(about(true)).map(({ role }) => role)).toEqual(["vision", "mission", "values", "objectives", "principles", "journey", "contact"]);
});

const page = about(true);
const only = (sections: About["sections"], part: Partial<About> = {}): About => ({ ...page, sections, ...part });

test.each<[string, About]>([
  ["as it is", page],
  ["with nothing recognised", only(page.sections, { vision: null, vision_points: [], mission: null, values: [], objectives: [] })],
  ["in one section", only([{
    heading: "Our Vision and Objectives",
    paragraphs: page.sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
    lists: page.sections.flatMap(({ lists }) => lists),
  }])],
  ["with objectives as paragraphs", only([{ heading: "Our Objectives", paragraphs: page.objectives.flatMap(({ title, text }) => [title, text, "And more."]), lists: [] }])],
  ["with objectives' titles alone in the list", only([{ heading: "Our Objectives", paragraphs: page.objectives.map(({ text }) => text), lists: [page.objectives.map(({ title }) => title)] }])],
  ["with an objective that says more", only([{ heading: "Objectives", paragraphs: [], lists: [page.objectives.map(({ title, text }) => `${title} ${text} Newly added.`)] }])],
  ["with one value more", only([{ heading: "Our Values", paragraphs: [], lists: [[...page.values, "We are new"]] }])],
  ["with a vision inside a longer paragraph", only([{ heading: "", paragraphs: [`Before. ${page.vision} After.`], lists: [] }])],
  ["with principles among paragraphs", only([{ heading: "Our Aims and Principles", paragraphs: ["First."], lists: [["One"], ["Two"], ["Three"]] }])],
])("no word of the page is lost or doubled, %s", (_, version) => {
  expect(allWords(arrange(version)).sort()).toEqual(pageWords(version).sort());
});

test("an empty page has no parts", () => {
  expect(arrange(only([]))).toEqual([]);
});

test("the component shows every kind of block", () => {
  const component = readFileSync(join(import.meta.dirname, "VisionPart.svelte"), "utf8");
  for (const kind of ["heading", "vision", "points", "mission", "values", "objectives", "paragraph", "list"] satisfies Block["is"][]) {
    expect(component).toContain(`"${kind}"`);
  }
});
