import { expect, test } from "vitest";
import { spokenParts, voiceFor, type Voice } from "./voices";

const voice = (lang: string, localService = true, isDefault = false): Voice => ({ lang, name: `${lang} ${localService}`, localService, default: isDefault });
const voices = [voice("en-US", true, true), voice("en_GB", false), voice("bn-IN"), voice("ar", false), voice("ar-EG")];

test.each([
  ["en", "en_GB false"],
  ["en-US", "en-US true"],
  ["bn", "bn-IN true"],
  ["bn-BD", "bn-IN true"],
  ["ar", "ar false"],
  ["so", null],
])("%s is read by %s", (language, name) => {
  expect(voiceFor(language, voices)?.name ?? null).toBe(name);
});

test("sentences one by one, long ones in parts, no word lost", () => {
  expect(spokenParts("Sit down. Rest first!  ", "en")).toEqual(["Sit down.", "Rest first!"]);
  expect(spokenParts("বসুন। বিশ্রাম নিন।", "bn")).toEqual(["বসুন।", "বিশ্রাম নিন।"]);
  const long = Array.from({ length: 200 }, (_, at) => `word${at}`).join(" ");
  const parts = spokenParts(long, "en");
  expect(parts.join(" ")).toBe(long);
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(240);
  expect(spokenParts("x".repeat(500), "en").join("")).toBe("x".repeat(500));
});
