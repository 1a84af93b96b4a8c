import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle } from "@fluent/bundle";
import { afterEach, expect, test } from "vitest";
import { missing, speak, t } from ".";
import { idOf, read } from "../../messages.mjs";
import { FAKES } from "./fake";
import { ENGLISH, LANGUAGES, type Language, wanted } from "./languages";

afterEach(() => speak(ENGLISH));

const [accented, mirrored] = FAKES as [Language, Language];
const english = read("en");

test("places are filled, numbers as the language writes them", () => {
  expect(t("library.shown", { shown: 50, total: 1234 })).toBe("50 of 1,234 shown");
});

test("plural forms follow the count", () => {
  expect(t("library.count", { count: 1 })).toBe("1 resource");
  expect(t("library.count", { count: 0 })).toBe("0 resources");
});

test("what stands in a value is not taken for a place", () => {
  expect(t("nothing.title", { words: "{ $count }" })).toBe("Nothing found for “{ $count }”");
});

test("a value that runs the other way is set apart", () => {
  expect(t("corrected.meant", { words: "ضغط" })).toBe("Showing results for “\u2068ضغط\u2069”.");
});

test("in the accented language nothing but values stays plain, and each message is between brackets", async () => {
  await speak(accented);
  expect(t("library.shown", { shown: 5, total: 9 })).toBe("⟦5 ööƒ 9 šĥööŵñ⟧");
  expect(t("library.search").length).toBeGreaterThan("Search the library".length * 1.25);
  expect(missing()).toBe(0);
});

test("in the mirrored language words are turned, and values that may run the other way set apart", async () => {
  await speak(mirrored);
  expect(t("action.back")).toBe("\u202eƁàçķ\u202c");
  expect(t("language.unknown")).not.toContain("Language");
  expect(t("link.leads", { site: "example.org" })).toContain("\u2068example.org\u2069");
});

test("what a language lacks is English", async () => {
  await speak({ ...ENGLISH, tag: "xx", words: () => Promise.resolve("app-name = Xx") });
  expect([t("app.name"), t("action.back")]).toEqual(["Xx", "Back"]);
  expect(missing()).toBe(english.size - 1);
});

test.each([
  [null, ["fr", "en-US"], "en"], [null, [], "en"], [null, ["en-XA"], "en"], ["en-XA", ["fr"], "en-XA"], ["nonsense", ["en-GB"], "en"],
])("chosen %j on a system of %j: %s", (chosen, system, tag) => {
  expect(wanted(chosen, system, [...LANGUAGES, ...FAKES]).tag).toBe(tag);
});

test.each(LANGUAGES.filter(({ tag }) => tag !== "en"))("the words in $name fit the English ones", ({ tag, draft, locale }) => {
  const words = read(tag);
  for (const [id, { values, shown }] of words) {
    expect(english.get(id)?.values, id).toEqual(expect.arrayContaining(values));
    expect([id, shown]).toEqual([id, english.get(id)?.shown]);
  }
  if (!draft) expect(words.size).toBe(english.size);
  expect(Intl.DateTimeFormat.supportedLocalesOf(locale)).toEqual([locale]);
  expect(new FluentBundle(locale).locales).toEqual([locale]);
});

/** Every source file of the window but this folder. */
function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && /\.(ts|svelte)$/.test(file.name) && !/messages|bindings/.test(file.parentPath) && !file.name.endsWith(".test.ts"))
    .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))
    .join("\n");
}

/** What is said outside of the window's page; that each is said there, and whole, is seen to in Rust. */
const table = readFileSync(join(import.meta.dirname, "../../../src-tauri/shell/words/messages.rs"), "utf8");
const ofShell = new Set([...table.matchAll(/^ {4}[A-Z_]+ = "([a-z_-]+)"/gm)].map(([, name = ""]) => idOf(name)));

test("every message is used", () => {
  const code = sources(join(import.meta.dirname, ".."));
  // Ids that are put together (`kind.${kind}`) count as used where their beginning is.
  const built = [...code.matchAll(/`([a-z_.]+\.)\$\{/g)].map((match) => match[1] ?? "-");
  const unused = [...english.keys()].filter((id) => !code.includes(`"${id}"`) && !ofShell.has(id) && !built.some((beginning) => id.startsWith(beginning)));
  expect(unused).toEqual([]);
  expect([...ofShell].filter((id) => !english.has(id))).toEqual([]);
});
