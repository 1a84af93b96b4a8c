import { expect, test } from "vitest";
import { cut, findWords, fold, toUtf16, wanted } from "./words";

const marked = (text: string, typed: string, found: string[] = []) =>
  findWords(text, wanted(typed, found)).map(([from, to]) => text.slice(from, to));

test.each([
  ["Blood pressure and bloods", "blood", ["Blood", "bloods"]],
  ["A scar is no car", "car", ["car"]],
  ["A banana a day", "a", ["A", "a"]],
  ["BLOOD", "blood", ["BLOOD"]],
  ["The Together Cafés", "cafe", ["Cafés"]],
  ["caf\u0065\u0301", "café", ["caf\u0065\u0301"]],
  ["The parents’ guide", "parents", ["parents’"]],
  ["la'aan iyo la’aan", "la'aan", ["la'aan", "la’aan"]],
  ["আপনার রক্তচাপের যত্ন", "রক্তচাপ", ["রক্তচাপের"]],
  ["স্বাস্থ্য পরামর্শ", "স্বাস্থ্য", ["স্বাস্থ্য"]],
  ["صِحَّة جيدة", "صحة", ["صِحَّة"]],
  ["call 111 now", "111", ["111"]],
  ["", "word", []],
  ["some words", "", []],
  ["some words", "  … “”", []],
  ["(a|b)* [x]", "(a|b)*", ["a", "b"]],
])("in %j, %j marks %j", (text, typed, expected) => {
  expect(marked(text, typed)).toEqual(expected);
});

test("other forms of a word that the search found are marked whole, and not as beginnings", () => {
  expect(marked("a service, services, serviceable", "services", ["service"])).toEqual(["service", "services"]);
});

test("folding keeps the marks that make words of Indic scripts", () => {
  expect(fold("স্বাস্থ্য")).not.toBe(fold("সবাসথয"));
  expect(fold("Café’s")).toBe("cafe");
});

test("highlights count characters, not UTF-16 units", () => {
  const text = "😀 a 🩺 word";
  expect(toUtf16(text, [[6, 10]]).map(([from, to]) => text.slice(from, to))).toEqual(["word"]);
});

test.each([[[[3, 2]]], [[[0, 99]]], [[[99, 100]]]] as [number, number][][][])("ranges that cannot be are left out: %j", (ranges) => {
  expect(toUtf16("short", ranges)).toEqual([]);
});

test("cutting loses nothing, whatever the ranges", () => {
  for (const ranges of [[], [[0, 5]], [[2, 4], [3, 5]], [[4, 2]], [[3, 99]], [[-1, 2]]] as [number, number][][]) {
    expect(cut("short", ranges).map(({ text }) => text).join("")).toBe("short");
  }
});
