/** Pages as people write them: "2", "1-3, 5". Pure. */

/** As many as the library takes. */
const MOST = 2000;

/** The pages that are meant, in the order written; null where all are, and an error where it cannot be understood. */
export function readPages(written: string, count: number | null): number[] | null | "unclear" {
  const text = written.trim();
  if (text === "" || /^all$/iu.test(text)) return null;
  const pages: number[] = [];
  for (const part of text.split(/[,;\s]+(?![-–])(?<![-–]\s*)/u).filter(Boolean)) {
    const found = /^(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?$/u.exec(part);
    if (!found) return "unclear";
    const from = Number(found[1]);
    const to = Number(found[2] ?? found[1]);
    if (from < 1 || to < from || (count !== null && to > count) || to - from >= MOST) return "unclear";
    for (let page = from; page <= to; page += 1) pages.push(page);
  }
  return pages.length > 0 && pages.length <= MOST ? pages : "unclear";
}

/** "1-3, 5"; empty for all. */
export function writePages(pages: number[] | null): string {
  if (pages === null) return "";
  const runs: [number, number][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else runs.push([page, page]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
}
