/** An attachment's text as paragraphs with marks, numbered through the whole text. Pure. */
import type { AttachmentText } from "../../bindings/AttachmentText";
import { findWords, type Range, type Wanted } from "../../search/words";

export interface Paragraph {
  text: string;
  ranges: Range[];
  /** Number of this paragraph's first mark, from 0, counted through the whole text. */
  firstMark: number;
}
export interface TextPage {
  /** From 1; null where the format has no pages. */
  page: number | null;
  paragraphs: Paragraph[];
}
export interface MarkedText {
  pages: TextPage[];
  marks: number;
}

export function markText(text: AttachmentText, wanted: Wanted): MarkedText {
  let marks = 0;
  const pages = text.pages.map(({ page, text: words }) => ({
    page,
    paragraphs: words
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((line) => {
        const ranges = findWords(line, wanted);
        const firstMark = marks;
        marks += ranges.length;
        return { text: line, ranges, firstMark };
      }),
  }));
  return { pages, marks };
}

/** The number of the first mark on this page or after it; 0 where there is none after. */
export function firstMarkFrom(text: MarkedText, page: number): number {
  const paragraph = text.pages
    .filter((part) => (part.page ?? 1) >= page)
    .flatMap(({ paragraphs }) => paragraphs)
    .find(({ ranges }) => ranges.length > 0);
  return paragraph?.firstMark ?? 0;
}
