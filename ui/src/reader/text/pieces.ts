/** A paragraph cut into what is shown: words, marked words, and links: the document's own, and web addresses in it. Pure. */
import type { LinkTarget } from "../../bindings/LinkTarget";
import { cut, type Range } from "../../search/words";
import type { Link } from "./paragraphs";

export interface Piece {
  text: string;
  /** Number of the mark, counted through the whole text; -1: it is not marked. */
  mark: number;
}
export interface Stretch {
  /** Null: it leads nowhere. */
  target: LinkTarget | null;
  pieces: Piece[];
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”]+|\bwww\.[\w-]+(?:\.[\w-]+)+[^\s<>"“”]*/giu;
/** What ends a sentence, not an address. */
const AFTER = /[.,;:!?'’)\]}]+$/u;

/** As `URL.canParse`, which the older web views lack. */
function parses(url: string): boolean {
  try {
    return new URL(url).hostname !== "";
  } catch {
    return false;
  }
}

function addresses(text: string): Link[] {
  return [...text.matchAll(ADDRESS)].flatMap((match) => {
    const words = match[0].replace(AFTER, "");
    const url = /^https?:/i.test(words) ? words : `https://${words}`;
    return parses(url) ? [{ range: [match.index, match.index + words.length] as const, target: { url } }] : [];
  });
}

/** An address that is typed out leads where the document says, if it says so. */
function allLinks(text: string, links: Link[]): Link[] {
  const typed = addresses(text).filter(({ range: [from, to] }) => links.every(({ range: [start, end] }) => to <= start || from >= end));
  return [...links, ...typed].sort((one, other) => one.range[0] - other.range[0]);
}

export function stretchesOf(text: string, ranges: readonly Range[], firstMark: number, links: Link[] = []): Stretch[] {
  let mark = firstMark;
  const number = (from: number, to: number) =>
    cut(text.slice(from, to), ranges.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start - from, end - from] as const)).map((piece) => ({
      text: piece.text,
      mark: piece.marked ? mark++ : -1,
    }));
  const stretches: Stretch[] = [];
  let at = 0;
  // A mark that reaches over the edge of a link keeps its number there and is not shown.
  const skip = (upTo: number) => (mark = firstMark + ranges.filter(([start]) => start < upTo).length);
  for (const { range: [from, to], target } of allLinks(text, links)) {
    if (from > at) stretches.push({ target: null, pieces: number(at, from) });
    skip(from);
    stretches.push({ target, pieces: number(from, to) });
    skip(to);
    at = to;
  }
  if (at < text.length) stretches.push({ target: null, pieces: number(at, text.length) });
  return stretches;
}
