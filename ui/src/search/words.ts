/**
 * Which words of a text are the query's words. One rule for the page image and for the text view, so that both mark
 * the same words. The search itself is the host's; this only finds again, in a text that is already open, what the
 * search found.
 */

/** A word: letters or digits of any script, with the marks, joiners and apostrophes that live inside words. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200C\u200D'’]*/gu;

/** From, to (exclusive), in UTF-16 units. */
export type Range = readonly [number, number];

export interface Wanted {
  /** Beginnings of words, folded: what was typed. */
  beginnings: string[];
  /** Whole words, folded: what the search marked in its passages (other forms of a word, corrected typing). */
  whole: Set<string>;
}

/** Lower case, without accents on Latin letters and without Arabic vowel signs; marks of other scripts stay. */
export function fold(word: string): string {
  return word
    .normalize("NFD")
    .replace(/(?<=[a-z])\p{M}+/giu, "")
    .replace(/[\u064B-\u065F\u0670\u0640]/gu, "")
    .replace(/’/gu, "'")
    .replace(/'s?$/u, "")
    .normalize("NFC")
    .toLowerCase();
}

export function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map(fold).filter((word) => word !== "");
}

/** `found` are words that the search marked, as they stand in the text. */
export function wanted(typed: string, found: Iterable<string> = []): Wanted {
  const whole = new Set<string>();
  for (const text of found) for (const word of wordsOf(text)) whole.add(word);
  return { beginnings: [...new Set(wordsOf(typed))], whole };
}

export const isEmpty = (words: Wanted) => words.beginnings.length === 0 && words.whole.size === 0;

/** True where both mark the same words: nothing has to be looked for again. */
export const sameWords = (one: Wanted, other: Wanted) =>
  one.beginnings.join(" ") === other.beginnings.join(" ") && [...one.whole].join(" ") === [...other.whole].join(" ");

/** A short word is taken whole ("a" must not mark every word with a); a longer one marks words that begin with it. */
function isWanted(word: string, words: Wanted): boolean {
  if (words.whole.has(word)) return true;
  return words.beginnings.some((beginning) =>
    beginning.length < 3 ? word === beginning : word.startsWith(beginning),
  );
}

/** Every place where one of the wanted words stands, in order. */
export function findWords(text: string, words: Wanted): Range[] {
  if (isEmpty(words)) return [];
  const ranges: Range[] = [];
  for (const match of text.matchAll(WORD)) {
    if (isWanted(fold(match[0]), words)) ranges.push([match.index, match.index + match[0].length]);
  }
  return ranges;
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** The text cut at the ranges, which are in order and do not overlap; ranges outside it are left out. */
export function cut(text: string, ranges: readonly Range[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at || to > text.length || to <= from) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** Highlights come as ranges of Unicode scalar values; strings here count UTF-16 units. */
export function toUtf16(text: string, highlights: readonly (readonly [number, number])[]): Range[] {
  const starts: number[] = [];
  let unit = 0;
  for (const character of text) {
    starts.push(unit);
    unit += character.length;
  }
  starts.push(unit);
  return highlights.flatMap(([from, to]) => {
    const [start, end] = [starts[from], starts[to]];
    return start === undefined || end === undefined || end <= start ? [] : [[start, end] as const];
  });
}
