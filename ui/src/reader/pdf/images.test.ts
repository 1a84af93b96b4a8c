import { expect, test } from "vitest";
import { around, boxesOf, isGround, isPaper, turned, type Box } from "./images";

const box: Box = [0.1, 0.2, 0.3, 0.6];

test("corners become boxes, however the picture lies; what is off the page is cut, what has no size is dropped", () => {
  const round = (boxes: Box[]) => boxes.map((one) => one.map((share) => Number(share.toFixed(3))));
  expect(round(boxesOf([0.1, 0.2, 0.1, 0.6, 0.3, 0.2]))).toEqual([box]);
  expect(round(boxesOf([0.3, 0.6, 0.3, 0.2, 0.1, 0.6]))).toEqual([box]);
  expect(round(boxesOf([-1, -1, -1, 2, 2, -1, 0.5, 0.5, 0.5, 0.5, 0.7, 0.5]))).toEqual([[0, 0, 1, 1]]);
  expect(boxesOf([])).toEqual([]);
});

test("turned four times it is where it was", () => {
  let now: Box = box;
  for (let n = 0; n < 4; n++) now = turned(now, 90);
  now.forEach((share, at) => expect(share).toBeCloseTo(box[at] ?? -1));
  expect(turned(box, 90)).toEqual([1 - 0.6, 0.1, 1 - 0.2, 0.3]);
  expect(turned(turned(box, 90), -90).map((share) => Number(share.toFixed(6)))).toEqual([...box]);
});

test("a scan is paper, a photograph is not", () => {
  const points = (white: number) => Array.from({ length: 100 }, (_, at) => (at < white ? [250, 250, 250, 255] : [20, 90, 60, 255])).flat();
  expect([isPaper(points(90)), isPaper(points(40)), isGround([0, 0, 1, 0.9]), isGround(box)]).toEqual([true, false, true, false]);
});

test("the box around all", () => {
  expect(around([])).toBeNull();
  expect(around([box, [0, 0.3, 0.2, 0.9]])).toEqual([0, 0.2, 0.3, 0.9]);
});
