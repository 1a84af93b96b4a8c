import { expect, test } from "vitest";
import type { Progress } from "../bindings/Progress";
import { counted, spoken } from "./phases";

const progress = (part: Partial<Progress> = {}): Progress => ({
  phase: "fetching", done: 7, total: 18, bytes_received: 0, bytes_per_second: null, seconds_left: null, current: "", problems: 0, latest_problem: null, ...part,
});

test.each([
  [progress(), "7 of 18 files"],
  [progress({ done: 20 }), "18 of 18 files"],
  [progress({ done: 1, total: 1 }), "1 of 1 file"],
  [progress({ phase: "reading", done: 1, total: null }), "1 page so far"],
  [progress({ phase: "reading", done: 0, total: 0 }), "0 pages so far"],
  [progress({ phase: "indexing", done: 1200, total: 3000 }), "1,200 of 3,000 texts"],
])("%j is counted", (now, words) => {
  expect(counted(now)).toBe(words);
});

test.each<[string, Progress | null, Progress, number, string | null]>([
  ["the first phase is told", null, progress(), 0, "Fetching files"],
  ["a new phase is told", progress({ phase: "reading" }), progress(), 0, "Fetching files"],
  ["each file is not", progress(), progress({ done: 8 }), 29_999, null],
  ["the first problem is", progress(), progress({ problems: 1 }), 10, "1 problem so far"],
  ["the next is not", progress({ problems: 1 }), progress({ problems: 2 }), 10, null],
  ["after a long silence the count is told", progress(), progress({ done: 8 }), 30_000, "Fetching files: 8 of 18 files"],
  ["and the time left, where it is known", progress(), progress({ seconds_left: 130 }), 31_000, "Fetching files: 7 of 18 files, about 2 minutes left"],
])("%s", (_, before, now, silent_ms, words) => {
  expect(spoken(before, now, silent_ms)).toBe(words);
});
