import { expect, test } from "vitest";
import type { Attachment } from "../bindings/Attachment";
import { editions, siblings, titleWithoutLanguage } from "./translations";

test.each([
  ["Flu jab (Somali)", "so", "flu jab"],
  ["Flu jab [Somali]", "so", "flu jab"],
  ["Flu jab (Soomaali)", "so", "flu jab"],
  ["Flu jab (in Somali)", "so", "flu jab"],
  ["Flu jab (Bengali version)", "bn", "flu jab"],
  ["Flu jab (Bangla)", "bn", "flu jab"],
  ["Flu jab (বাংলা)", "bn", "flu jab"],
  ["Flu jab – Arabic", "ar", "flu jab"],
  ["Flu jab - العربية", "ar", "flu jab"],
  ["Flu jab, Polish", "pl", "flu jab"],
  ["Flu jab: Urdu", "ur", "flu jab"],
  ["Flu jab in Turkish", "tr", "flu jab"],
  ["Flu jab (English)", "en-GB", "flu jab"],
  ["  Flu   JAB ", "en", "flu jab"],
  // Not its own language, no language, or nothing but the language: all of it is the title.
  ["Flu jab (Somali)", "en", "flu jab (somali)"],
  ["Flu jab (easy read)", "so", "flu jab (easy read)"],
  ["Learning English", "en", "learning english"],
  ["Help for families in Poplar", "en", "help for families in poplar"],
  ["(Somali)", "so", "(somali)"],
  ["", "en", ""],
])("%j in %s is about %j", (title, language, about) => {
  expect(titleWithoutLanguage(title, language)).toBe(about);
});

const titled = (id: string, title: string, language: string, part: object = {}) => ({ id, title, language, source: "one", state: "current" as const, ...part });
const found = (all: ReturnType<typeof titled>[]) => [...siblings(all)].map(([id, others]) => [id, others.map((other) => other.id)]);

test("the same title in other languages, each way", () => {
  const all = [titled("a", "Flu jab", "en"), titled("b", "Flu jab (Somali)", "so"), titled("c", "Flu jab – Bengali", "bn"), titled("d", "Sleep", "en")];
  expect(found(all)).toEqual([["a", ["b", "c"]], ["b", ["a", "c"]], ["c", ["a", "b"]]]);
});

test.each([
  ["another source", [titled("a", "Flu jab", "en"), titled("b", "Flu jab (Somali)", "so", { source: "two" })]],
  ["a withdrawn one", [titled("a", "Flu jab", "en"), titled("b", "Flu jab (Somali)", "so", { state: "withdrawn" })]],
  ["two of one language", [titled("a", "Flu jab", "en"), titled("b", "Flu jab", "en"), titled("c", "Flu jab (Somali)", "so")]],
  ["another leaflet", [titled("a", "Flu jab for children", "en"), titled("b", "Flu jab (Somali)", "so")]],
  ["a language that is not known", [titled("a", "Flu jab", "en"), titled("b", "Flu jab", "")]],
])("%s is no translation", (_, all) => {
  expect(found(all)).toEqual([]);
});

const file = (id: string, language: string | null, sha256: string | null = "x") => ({ id, language, sha256 }) as Attachment;

test.each([
  ["files in other languages lead to themselves", [file("1", "en"), file("2", "bn"), file("3", "so")], [], null, ["bn 2", "so 3"]],
  ["the patient’s language comes first", [file("1", "en"), file("2", "bn"), file("3", "so")], [], "so", ["so 3", "bn 2"]],
  ["a file that is not here leads nowhere", [file("1", "en"), file("2", "bn", null)], [], null, []],
  ["one language alone, whichever, is no choice", [file("1", "bn")], [], null, []],
  ["the first of two files of a language", [file("1", "en"), file("2", "bn"), file("3", "bn")], [], null, ["bn 2"]],
  ["its own file before another resource", [file("1", "en"), file("2", "bn")], [{ id: "r2", language: "bn" }, { id: "r3", language: "so" }], null, ["bn 2", "so r3"]],
])("%s", (_, attachments, others, first, ways) => {
  const list = editions({ id: "r1", language: "en", attachments }, others, first);
  expect(list.map(({ language, leadsTo }) => `${language} ${leadsTo.attachment ?? leadsTo.id}`)).toEqual(ways);
});
