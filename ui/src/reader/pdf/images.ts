/** Where the pictures of a page stand, and which of them keep their own colours on dark pages. Pure. */

/** Left, top, right, bottom, as shares of the page. */
export type Box = readonly [number, number, number, number];

/** From here on a picture is the ground of its page. */
const GROUND = 0.6;
/** A ground with this share of nearly white points is paper: a scan. */
const PAPER = 0.55;
const NEARLY_WHITE = 200;

const clamp = (share: number) => Math.min(1, Math.max(0, share));

/** pdf.js gives three corners of each picture (x, y, x, y, x, y), as shares of the page as it was drawn. */
export function boxesOf(corners: ArrayLike<number>): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 5 < corners.length; at += 6) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = Array.from({ length: 6 }, (_, n) => corners[at + n] ?? 0);
    const xs = [x1, x2, x3, x2 + x3 - x1];
    const ys = [y1, y2, y3, y2 + y3 - y1];
    const box: Box = [clamp(Math.min(...xs)), clamp(Math.min(...ys)), clamp(Math.max(...xs)), clamp(Math.max(...ys))];
    if (box[2] > box[0] && box[3] > box[1]) boxes.push(box);
  }
  return boxes;
}

/** The box after the page was turned clockwise by `degrees`, a multiple of 90. */
export function turned([left, top, right, bottom]: Box, degrees: number): Box {
  switch (((degrees % 360) + 360) % 360) {
    case 90:
      return [1 - bottom, left, 1 - top, right];
    case 180:
      return [1 - right, 1 - bottom, 1 - left, 1 - top];
    case 270:
      return [top, 1 - right, bottom, 1 - left];
    default:
      return [left, top, right, bottom];
  }
}

export const isGround = ([left, top, right, bottom]: Box) => (right - left) * (bottom - top) >= GROUND;

/** Whether points (red, green, blue, alpha, …) are those of white paper with something on it. */
export function isPaper(points: ArrayLike<number>): boolean {
  let white = 0;
  for (let at = 0; at + 3 < points.length; at += 4) {
    if (Math.min(points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0) >= NEARLY_WHITE) white += 1;
  }
  return white >= (points.length / 4) * PAPER;
}

/** The box around all of them; null around none. */
export function around(boxes: Box[]): Box | null {
  const [first, ...others] = boxes;
  if (!first) return null;
  return others.reduce<Box>((all, one) => [Math.min(all[0], one[0]), Math.min(all[1], one[1]), Math.max(all[2], one[2]), Math.max(all[3], one[3])], first);
}
