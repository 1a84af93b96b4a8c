import { expect, test } from "vitest";
import { findWords, wanted } from "../../search/words";
import { stretchesOf } from "./pieces";

const of = (text: string, words = "") => stretchesOf(text, findWords(text, wanted(words)), 7);

test("words are marked and numbered on, in addresses too", () => {
  expect(of("Blood at www.blood.org.uk/blood, blood.", "blood")).toEqual([
    { target: null, pieces: [{ text: "Blood", mark: 7 }, { text: " at ", mark: -1 }] },
    { target: { url: "https://www.blood.org.uk/blood" }, pieces: [{ text: "www.", mark: -1 }, { text: "blood", mark: 8 }, { text: ".org.uk/", mark: -1 }, { text: "blood", mark: 9 }] },
    { target: null, pieces: [{ text: ", ", mark: -1 }, { text: "blood", mark: 10 }, { text: ".", mark: -1 }] },
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
  expect(of(text).find(({ target }) => target !== null)?.target ?? null).toEqual(url && { url });
  expect(of(text).flatMap(({ pieces }) => pieces).map((piece) => piece.text).join("")).toBe(text);
});

test("the document's own links count before addresses that are typed out in it", () => {
  const text = "See page two or www.nhs.uk, or www.blood.org.uk";
  const links = [{ range: [4, 12] as const, target: { page: 2 } }, { range: [16, 26] as const, target: { url: "https://www.nhs.uk/blood" } }];
  const found = stretchesOf(text, findWords(text, wanted("two")), 0, links);
  expect(found.filter(({ target }) => target).map(({ target, pieces }) => [target, pieces.map((piece) => piece.text).join("")])).toEqual([
    [{ page: 2 }, "page two"],
    [{ url: "https://www.nhs.uk/blood" }, "www.nhs.uk"],
    [{ url: "https://www.blood.org.uk" }, "www.blood.org.uk"],
  ]);
  expect(found.flatMap(({ pieces }) => pieces).filter(({ mark }) => mark >= 0)).toEqual([{ text: "two", mark: 0 }]);
});

test("a mark over the edge of a link is not shown, and those after it keep their numbers", () => {
  const found = stretchesOf("one two three four", [[0, 3], [2, 6], [8, 13], [14, 18]], 5, [{ range: [4, 13], target: { page: 2 } }]);
  expect(found.map(({ target, pieces }) => [target !== null, pieces.map(({ text, mark }) => [text, mark])])).toEqual([
    [false, [["one", 5], [" ", -1]]],
    [true, [["two ", -1], ["three", 7]]],
    [false, [[" ", -1], ["four", 8]]],
  ]);
});
