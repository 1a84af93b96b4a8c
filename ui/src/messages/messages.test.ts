import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fill, t } from ".";
import { en } from "./en";

test("places are filled, numbers as the language writes them", () => {
  expect(t("library.shown", { shown: 50, total: 1234 })).toBe("50 of 1,234 shown");
  expect(fill("{name} and {name}, {other}", { name: "x" })).toBe("x and x, {other}");
});

test("plural forms follow the count", () => {
  expect(t("library.count", { count: 1 })).toBe("1 resource");
  expect(t("library.count", { count: 0 })).toBe("0 resources");
});

test("what stands in a value is not taken for a place", () => {
  expect(t("nothing.title", { words: "{count}" })).toBe("Nothing found for “{count}”");
});

/** Every source file of the window but this folder. */
function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && /\.(ts|svelte)$/.test(file.name) && !/messages|bindings/.test(file.parentPath) && !file.name.endsWith(".test.ts"))
    .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))
    .join("\n");
}

test("every message is used", () => {
  const code = sources(join(import.meta.dirname, ".."));
  // Ids that are put together (`kind.${kind}`) count as used where their beginning is.
  const built = [...code.matchAll(/`([a-z_.]+\.)\$\{/g)].map((match) => match[1] ?? "-");
  const unused = Object.keys(en).filter((id) => !code.includes(`"${id}"`) && !built.some((beginning) => id.startsWith(beginning)));
  expect(unused).toEqual([]);
});
