/** A paragraph cut into what is shown: words, marked words, and web addresses that can be followed. Pure. */
import { cut, type Range } from "../../search/words";

export interface Piece {
  text: string;
  /** Number of the mark, counted through the whole text; -1: it is not marked. */
  mark: number;
}
export interface Stretch {
  /** Where it leads; null: nowhere. */
  url: string | null;
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

function addresses(text: string): { from: number; to: number; url: string }[] {
  return [...text.matchAll(ADDRESS)].flatMap((match) => {
    const words = match[0].replace(AFTER, "");
    const url = /^https?:/i.test(words) ? words : `https://${words}`;
    return parses(url) ? [{ from: match.index, to: match.index + words.length, url }] : [];
  });
}

export function stretchesOf(text: string, ranges: readonly Range[], firstMark: number): Stretch[] {
  let mark = firstMark;
  const number = (from: number, to: number) =>
    cut(text.slice(from, to), ranges.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start - from, end - from] as const)).map((piece) => ({
      text: piece.text,
      mark: piece.marked ? mark++ : -1,
    }));
  const stretches: Stretch[] = [];
  let at = 0;
  // A mark that reaches over the edge of an address keeps its number there and is not shown.
  const skip = (upTo: number) => (mark = firstMark + ranges.filter(([start]) => start < upTo).length);
  for (const { from, to, url } of addresses(text)) {
    if (from > at) stretches.push({ url: null, pieces: number(at, from) });
    skip(from);
    stretches.push({ url, pieces: number(from, to) });
    skip(to);
    at = to;
  }
  if (at < text.length) stretches.push({ url: null, pieces: number(at, text.length) });
  return stretches;
}
