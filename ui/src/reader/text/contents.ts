/** What leads through a text: the document's own table of contents, or its headings. Pure. */
import type { Bookmark } from "../../bindings/Bookmark";
import type { MarkedText } from "./paragraphs";

export interface ContentsEntry {
  title: string;
  /** From 0. */
  level: number;
  /** From 1; null where the format has no pages. */
  page: number | null;
  /** Of the paragraph that it stands over; null where only the page is known. */
  paragraph: number | null;
}

const fold = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/** The longer of the two, for it leads further. An entry that is a heading of its page leads to the very place. */
export function contentsOf(text: MarkedText, bookmarks: Bookmark[]): ContentsEntry[] {
  const headings = text.pages.flatMap(({ page, paragraphs }) =>
    paragraphs.filter(({ level }) => level > 0).map(({ number, text: title, level }) => ({ title, level: level - 1, page, paragraph: number })),
  );
  if (headings.length > bookmarks.length) return headings;
  const places = new Map(headings.toReversed().map(({ page, title, paragraph }) => [`${page} ${fold(title)}`, paragraph]));
  let above = -1;
  return bookmarks.map(({ title, level, page }) => {
    above = Math.min(level - 1, above + 1);
    return { title, level: above, page, paragraph: places.get(`${page} ${fold(title)}`) ?? null };
  });
}
