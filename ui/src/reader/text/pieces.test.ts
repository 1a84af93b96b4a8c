import { expect, test } from "vitest";
import { findWords, wanted } from "../../search/words";
import { stretchesOf } from "./pieces";

const of = (text: string, words = "") => stretchesOf(text, findWords(text, wanted(words)), 7);

test("words are marked and numbered on, in addresses too", () => {
  expect(of("Blood at www.blood.org.uk/blood, blood.", "blood")).toEqual([
    { url: null, pieces: [{ text: "Blood", mark: 7 }, { text: " at ", mark: -1 }] },
    { url: "https://www.blood.org.uk/blood", pieces: [{ text: "www.", mark: -1 }, { text: "blood", mark: 8 }, { text: ".org.uk/", mark: -1 }, { text: "blood", mark: 9 }] },
    { url: null, pieces: [{ text: ", ", mark: -1 }, { text: "blood", mark: 10 }, { text: ".", mark: -1 }] },
  ]);
});

test.each([
  ["See https://www.nhs.uk/x?y=1#z.", "https://www.nhs.uk/x?y=1#z"],
  ["(HTTP://nhs.uk)", "HTTP://nhs.uk"],
  ["javascript:alert(1)", null],
  ["write to a@b.org", null],
  ["http://", null],
  ["www.", null],
])("%j leads to %j", (text, url) => {
  expect(of(text).find((stretch) => stretch.url !== null)?.url ?? null).toBe(url);
  expect(of(text).flatMap(({ pieces }) => pieces).map((piece) => piece.text).join("")).toBe(text);
});
