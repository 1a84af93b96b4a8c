/** A PDF's own table of contents, as one list. Pure. */

/** Of pdf.js's outline, what is used. */
export interface OutlineNode {
  title: string;
  dest: string | unknown[] | null;
  url: string | null;
  items: OutlineNode[];
}
export interface OutlineEntry {
  title: string;
  /** From 0. */
  level: number;
  dest: string | unknown[] | null;
  url: string | null;
}

/** More would be no help, and a hostile file may have any number. */
const MOST = 2000;
const DEEPEST = 5;

export function entriesOf(nodes: OutlineNode[] | null, level = 0): OutlineEntry[] {
  const found: OutlineEntry[] = [];
  for (const { title, dest, url, items } of nodes ?? []) {
    if (found.length >= MOST) break;
    const words = title.replace(/[\s\p{Cc}]+/gu, " ").trim();
    if (words && (dest !== null || url !== null)) found.push({ title: words.slice(0, 300), level, dest, url });
    found.push(...entriesOf(items, words ? Math.min(level + 1, DEEPEST) : level));
  }
  return found.slice(0, MOST);
}
