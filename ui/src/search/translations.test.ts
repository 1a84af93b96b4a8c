import { expect, test } from "vitest";
import type { Attachment } from "../bindings/Attachment";
import { editions } from "./translations";

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
