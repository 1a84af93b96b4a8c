import { expect, test } from "vitest";
import { wanted } from "../../search/words";
import { firstMarkFrom, markText } from "./paragraphs";

const text = {
  attachment: "f1",
  quality: "good" as const,
  language: "en",
  pages: [
    { page: 1, text: "Blood pressure\n\n  About blood.  " },
    { page: 2, text: "" },
    { page: 3, text: "Nothing here\nblood" },
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
