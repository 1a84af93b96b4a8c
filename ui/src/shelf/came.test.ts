import { expect, test } from "vitest";
import { cameWords } from "./came";

const NOTHING = { favourites: 0, packs: 0, into_packs: 0, notes: 0, joined_notes: 0, left_out: 0 };

test.each([
  [{}, "Everything in it was on your shelf already."],
  [{ favourites: 2, packs: 1 }, "Brought in: 2 favourites, 1 pack."],
  [{ notes: 1, joined_notes: 1, left_out: 3 }, "Brought in: 1 note, 1 note joined to yours. 3 could not come over."],
])("%o", (part, words) => {
  expect(cameWords({ ...NOTHING, ...part })).toBe(words);
});
