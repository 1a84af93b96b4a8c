import { expect, test } from "vitest";
import type { Heading } from "../../bindings/Heading";
import type { TextQuality } from "../../bindings/TextQuality";
import { wanted } from "../../search/words";
import { blocksOf, firstMarkFrom, headingsOf, markText } from "./paragraphs";

function page(number: number | null, words: string) {
  return { page: number, text: words, headings: [] as Heading[], quality: "good" as TextQuality, language: null };
}

const text = {
  attachment: "f1",
  quality: "good" as const,
  language: "en",
  pages: [
    page(1, "Blood pressure\n\n  About blood.  "),
    page(2, ""),
    page(3, "Nothing here\nblood"),
  ],
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
  expect(headingsOf(marked)).toEqual([{ number: 0, text: "Title", level: 1 }, { number: 4, text: "- Not a bullet", level: 2 }]);
  expect(blocksOf(marked.pages[0]?.paragraphs ?? []).map((block) => block.map((one) => one.text))).toEqual([["Title"], ["one", "two"], ["-3 degrees"], ["- Not a bullet"], ["End"]]);
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
