/** An attachment's text as paragraphs with marks, numbered through the whole text. Pure. */
import type { AttachmentText } from "../../bindings/AttachmentText";
import type { LinkTarget } from "../../bindings/LinkTarget";
import type { PageText } from "../../bindings/PageText";
import type { TextLink } from "../../bindings/TextLink";
import { findWords, toUtf16, type Range, type Wanted } from "../../search/words";

/** Words of a paragraph that lead somewhere. */
export interface Link {
  range: Range;
  target: LinkTarget;
}

export interface Paragraph {
  /** Counted through the whole text, from 0. */
  number: number;
  text: string;
  ranges: Range[];
  /** Number of this paragraph's first mark, from 0, counted through the whole text. */
  firstMark: number;
  /** Of a heading, from 1, without gaps below the one before; 0: it is none. */
  level: number;
  /** The same within its page, whose number stands above it. */
  levelOnPage: number;
  /** One of a list; its bullet is taken away. */
  item: boolean;
  /** In their order; they do not overlap. */
  links: Link[];
}
export interface TextPage {
  /** From 1; null where the format has no pages. */
  page: number | null;
  paragraphs: Paragraph[];
  /** Its words may not be those that stand on the page. */
  poor: boolean;
  /** A program read its words from a picture. */
  fromPicture: boolean;
  /** BCP 47, where the page alone tells; else that of the file counts. */
  language: string | null;
}
export interface MarkedText {
  pages: TextPage[];
  marks: number;
}

const BULLET = /^(?:[•‣◦▪●■○·]\s*|[-–—*]\s+)(?=\S)/u;

/** The pages of a file of `count` pages: those without words are there too, empty. */
export function markText(text: AttachmentText, wanted: Wanted, count = 0): MarkedText {
  let [marks, number, above] = [0, 0, 0];
  const pages = withEmptyPages(text.pages, count).map((part) => {
    let aboveOnPage = 0;
    const paragraphs = linesOf(part).map((line): Paragraph => {
      const ranges = findWords(line.text, wanted);
      const firstMark = marks;
      marks += ranges.length;
      // A reader who goes from heading to heading is not to look for one that is not there.
      const level = Math.min(line.level, above + 1);
      if (level > 0) above = level;
      const levelOnPage = part.page === null ? level : Math.min(level, aboveOnPage + 1);
      if (level > 0) aboveOnPage = levelOnPage;
      return { number: number++, text: line.text, ranges, firstMark, level, levelOnPage, item: line.item, links: line.links };
    });
    return { page: part.page, poor: part.quality === "poor", fromPicture: part.source === "ocr", language: part.language, paragraphs };
  });
  return { pages, marks };
}

function withEmptyPages(pages: PageText[], count: number): PageText[] {
  const numbered = new Map(pages.map((part) => [part.page, part]));
  if (pages.length === 0 || numbered.has(null) || numbered.size !== pages.length) return pages;
  const last = Math.max(count, ...pages.map(({ page }) => page ?? 0));
  const empty: PageText = { page: null, text: "", headings: [], links: [], quality: "none", language: null, source: "file" };
  return Array.from({ length: last }, (_, at) => numbered.get(at + 1) ?? { ...empty, page: at + 1 });
}

function linesOf({ text, headings, links }: PageText) {
  const levels = new Map(headings.map(({ line, level }) => [line, level]));
  const linksOf = new Map<number, TextLink[]>();
  for (const link of links) {
    const others = linksOf.get(link.line);
    if (others) others.push(link);
    else linksOf.set(link.line, [link]);
  }
  return text
    .split("\n")
    .map((line, at) => {
      const level = levels.get(at) ?? 0;
      const whole = line.trim();
      const plain = level > 0 ? whole : whole.replace(BULLET, "");
      const cut = line.trimEnd().length - plain.length;
      const own = linksOf.get(at) ?? [];
      const length = own.length > 0 ? [...line].length : 0;
      const kept = own.filter(({ from, to }) => from < to && to <= length);
      const words = toUtf16(line, kept.map(({ from, to }) => [from, to])).flatMap(([start, end], nth): Link[] => {
        const range = [Math.max(0, start - cut), Math.min(plain.length, end - cut)] as const;
        const target = kept[nth]?.target;
        return target && range[1] > range[0] ? [{ range, target }] : [];
      });
      return { text: plain, level, item: plain !== whole, links: words };
    })
    .filter((line) => line.text !== "");
}

/** Paragraphs as they are set: those of a list together, every other one alone. */
export function blocksOf(paragraphs: Paragraph[]): Paragraph[][] {
  const blocks: Paragraph[][] = [];
  for (const paragraph of paragraphs) {
    const last = blocks.at(-1);
    if (paragraph.item && last?.[0]?.item) last.push(paragraph);
    else blocks.push([paragraph]);
  }
  return blocks;
}

/** The number of the first mark on this page or after it; 0 where there is none after. */
export function firstMarkFrom(text: MarkedText, page: number): number {
  const paragraph = text.pages
    .filter((part) => (part.page ?? 1) >= page)
    .flatMap(({ paragraphs }) => paragraphs)
    .find(({ ranges }) => ranges.length > 0);
  return paragraph?.firstMark ?? 0;
}
