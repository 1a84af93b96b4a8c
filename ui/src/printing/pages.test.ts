import { expect, test } from "vitest";
import { readPages, writePages } from "./pages";

test.each<[string, number | null, number[] | null | "unclear"]>([
  ["", 9, null],
  ["  ", 9, null],
  ["All", 9, null],
  ["2", 9, [2]],
  ["1-3", 9, [1, 2, 3]],
  ["1–3, 5", 9, [1, 2, 3, 5]],
  ["5,1", 9, [5, 1]],
  ["1 3", 9, [1, 3]],
  ["1 - 3", 9, [1, 2, 3]],
  ["7-9", null, [7, 8, 9]],
  ["9-10", 9, "unclear"],
  ["0", 9, "unclear"],
  ["3-1", 9, "unclear"],
  ["two", 9, "unclear"],
  ["1-99999999", null, "unclear"],
  [",", 9, "unclear"],
  ["1-1500, 1-1500", null, "unclear"],
])("%j of %s pages", (written, count, pages) => {
  expect(readPages(written, count)).toEqual(pages);
});

test.each<[number[] | null, string]>([
  [null, ""],
  [[4], "4"],
  [[1, 2, 3, 5], "1-3, 5"],
  [[5, 1, 2], "5, 1-2"],
])("%j is written %j", (pages, written) => {
  expect(writePages(pages)).toBe(written);
});
