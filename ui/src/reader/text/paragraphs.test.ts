import { expect, test } from "vitest";
import { wanted } from "../../search/words";
import { blocksOf, firstMarkFrom, headingsOf, markText } from "./paragraphs";

const text = {
  attachment: "f1",
  quality: "good" as const,
  language: "en",
  pages: [
    { page: 1, text: "Blood pressure\n\n  About blood.  ", headings: [] },
    { page: 2, text: "", headings: [] },
    { page: 3, text: "Nothing here\nblood", headings: [] },
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
  const page = { page: null, text: "Title\n\n• one\n- two\n-3 degrees\n- Not a bullet\nEnd", headings };
  const marked = markText({ ...text, pages: [page] }, wanted(""));
  expect(headingsOf(marked)).toEqual([{ number: 0, text: "Title", level: 1 }, { number: 4, text: "- Not a bullet", level: 2 }]);
  expect(blocksOf(marked.pages[0]?.paragraphs ?? []).map((block) => block.map((one) => one.text))).toEqual([["Title"], ["one", "two"], ["-3 degrees"], ["- Not a bullet"], ["End"]]);
});
