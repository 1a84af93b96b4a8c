/** A paragraph cut into what is shown: words, marked words, and links: the document's own, and web addresses in it. Pure. */
import type { LinkTarget } from "../../bindings/LinkTarget";
import type { Range } from "../../search/words";
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
  let next = 0;
  const typed = addresses(text).filter(({ range: [from, to] }) => {
    while ((links[next]?.range[1] ?? Infinity) <= from) next++;
    return (links[next]?.range[0] ?? Infinity) >= to;
  });
  return [...links, ...typed].sort((one, other) => one.range[0] - other.range[0]);
}

/** Marks and links in their order: a paragraph may have thousands of both. */
export function stretchesOf(text: string, ranges: readonly Range[], firstMark: number, links: Link[] = []): Stretch[] {
  const stretches: Stretch[] = [];
  let [at, next] = [0, 0];
  const stretch = (to: number, target: LinkTarget | null) => {
    const pieces: Piece[] = [];
    const plain = (upTo: number) => {
      if (upTo > at) pieces.push({ text: text.slice(at, upTo), mark: -1 });
    };
    for (let range = ranges[next]; range && range[0] < to; range = ranges[++next]) {
      const [start, end] = range;
      // A mark that reaches over the edge of a link keeps its number there and is not shown.
      if (start < at || end > to) continue;
      plain(start);
      pieces.push({ text: text.slice(start, end), mark: firstMark + next });
      at = end;
    }
    plain(to);
    if (pieces.length > 0) stretches.push({ target, pieces });
    at = to;
  };
  for (const { range: [from, to], target } of allLinks(text, links)) {
    stretch(from, null);
    stretch(to, target);
  }
  stretch(text.length, null);
  return stretches;
}
