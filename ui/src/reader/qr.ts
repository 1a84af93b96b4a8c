/** QR codes as one outline, made on this computer. */
import { encode } from "uqr";

export interface Drawn {
  /** Squares across, with the quiet zone round them that readers of such codes need. */
  size: number;
  /** The dark squares, for an SVG path. */
  path: string;
}

const QUIET = 4;

/** Null where the words are too long for such a code. */
export function drawCode(words: string): Drawn | null {
  try {
    const { size, data } = encode(words, { ecc: "M", border: QUIET });
    const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
    return { size, path };
  } catch {
    return null;
  }
}
