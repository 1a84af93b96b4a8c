import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HostError, toHostError } from "./error";

test("the host's own shape of an error is kept", () => {
  expect(toHostError({ code: "not_here", message: "The file is not here", hint: "Refresh." })).toMatchObject({
    code: "not_here",
    message: "The file is not here",
    hint: "Refresh.",
  });
});

test.each([["plain words"], [new Error("plain words")]])("anything else that is thrown becomes one: %s", (thrown) => {
  expect(toHostError(thrown)).toMatchObject({ code: "failed", message: "plain words", hint: "" });
  const error = toHostError(thrown);
  expect(toHostError(error)).toBe(error);
  expect(error).toBeInstanceOf(HostError);
});

test("nothing but this folder speaks with Tauri", () => {
  const root = join(import.meta.dirname, "..");
  const guilty = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && file.parentPath !== import.meta.dirname)
    .filter((file) => /(from|import)\s*\(?\s*["']@tauri-apps/.test(readFileSync(join(file.parentPath, file.name), "utf8")))
    .map(({ name }) => name);
  expect(guilty).toEqual([]);
});
