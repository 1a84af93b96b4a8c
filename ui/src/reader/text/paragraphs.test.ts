import { expect, test } from "vitest";
import type { Heading } from "../../bindings/Heading";
import type { TextLink } from "../../bindings/TextLink";
import type { TextQuality } from "../../bindings/TextQuality";
import { wanted } from "../../search/words";
import { contentsOf } from "./contents";
import { blocksOf, firstMarkFrom, markText } from "./paragraphs";

function page(number: number | null, words: string) {
  return { page: number, text: words, headings: [] as Heading[], links: [] as TextLink[], quality: "good" as TextQuality, language: null, source: "file" as const };
}

const text = {
  attachment: "f1",
  quality: "good" as const,
  language: "en",
  pictures: 0,
  pages: [
    page(1, "Blood pressure\n\n  About blood.  "),
    page(2, ""),
    page(3, "Nothing here\nblood"),
  ],
  bookmarks: [],
};

test("marks are numbered through the whole text", () => {
  const marked = markText(text, wanted("blood"));
  expect(marked.marks).toBe(3);
  expect(marked.pages.map(({ paragraphs }) => paragraphs.map(({ text: words, firstMark }) => [words, firstMark]))).toEqual([
    [["Blood pressure", 0], ["About blood.", 1]],
    [],
    [["Nothing here", 2], ["blood", 2]],
  ]);
});

test("the first mark from a page on; from the start where there is none after", () => {
  const marked = markText(text, wanted("blood"));
  expect([1, 2, 3, 4].map((page) => firstMarkFrom(marked, page))).toEqual([0, 2, 2, 0]);
});

test("headings have no gaps in their levels; bullets make lists; empty lines do not shift which line is a heading", () => {
  const headings = [{ line: 0, level: 2 }, { line: 5, level: 4 }];
  const whole = { ...page(null, "Title\n\n• one\n- two\n-3 degrees\n- Not a bullet\nEnd"), headings };
  const marked = markText({ ...text, pages: [whole] }, wanted(""));
  expect(contentsOf(marked, [])).toEqual([
    { title: "Title", level: 0, page: null, paragraph: 0 },
    { title: "- Not a bullet", level: 1, page: null, paragraph: 4 },
  ]);
  expect(blocksOf(marked.pages[0]?.paragraphs ?? []).map((block) => block.map((one) => one.text))).toEqual([["Title"], ["one", "two"], ["-3 degrees"], ["- Not a bullet"], ["End"]]);
});

test("on each page the levels begin anew below its number, and the contents keep them", () => {
  const [first, second] = [page(1, "Book\nFeet"), page(2, "Shoes\nLaces")];
  first.headings = [{ line: 0, level: 1 }, { line: 1, level: 2 }];
  second.headings = [{ line: 0, level: 2 }, { line: 1, level: 3 }];
  const marked = markText({ ...text, pages: [first, second] }, wanted(""));
  expect(marked.pages.map(({ paragraphs }) => paragraphs.map(({ level, levelOnPage }) => [level, levelOnPage]))).toEqual([[[1, 1], [2, 2]], [[2, 1], [3, 2]]]);
});

test("pages without words are there too, and each page tells how it was read and in which language", () => {
  const pages = [{ ...page(2, "two"), quality: "poor" as const, language: "bn" }, page(4, "four")];
  const told = (count: number) => markText({ ...text, pages }, wanted(""), count).pages.map((one) => [one.page, one.poor, one.language, one.paragraphs.length]);
  const upToTheLast = [[1, false, null, 0], [2, true, "bn", 1], [3, false, null, 0], [4, false, null, 1]];
  expect(told(0)).toEqual(upToTheLast);
  expect(told(5)).toEqual([...upToTheLast, [5, false, null, 0]]);
  expect(markText({ ...text, pages: [page(null, "all")] }, wanted(""), 3).pages.length).toBe(1);
  expect(markText({ ...text, pages: [] }, wanted(""), 3).pages).toEqual([]);
});

test("links keep their words where bullets and spaces are taken away, and letters of two units count as one", () => {
  const links = [{ line: 1, from: 2, to: 5, target: { page: 4 } }, { line: 2, from: 0, to: 4, target: { url: "tel:111" } }, { line: 0, from: 5, to: 9, target: { page: 1 } }, { line: 2, from: 4, to: 5, target: { page: 3 } }];
  const marked = markText({ ...text, pages: [{ ...page(null, "One\n• 𝒜bc de\n  111"), links }] }, wanted(""));
  const told = marked.pages[0]?.paragraphs.map(({ text: words, links: found }) => found.map(({ range, target }) => [words.slice(...range), target]));
  expect(told).toEqual([[], [["𝒜bc", { page: 4 }]], [["11", { url: "tel:111" }], ["1", { page: 3 }]]]);
});
