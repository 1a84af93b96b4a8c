import { expect, test } from "vitest";
import { keyGroups } from "./keys";

test.each([[false, "Ctrl", "⌘"], [true, "⌘", "Ctrl"]])("on a Mac %s: the keys are named as they stand on it", (isMac, there, not) => {
  const keys = keyGroups(isMac).flatMap(({ lines }) => lines.flatMap(({ ways }) => ways.flat()));
  expect(keys).toContain(there);
  expect(keys).not.toContain(not);
});

test("each order stands once, and can be pressed", () => {
  const lines = keyGroups(false).flatMap((group) => group.lines);
  expect(new Set(lines.map(({ does }) => does)).size).toBe(lines.length);
  expect(lines.every(({ ways }) => ways.length > 0 && ways.every((way) => way.length > 0))).toBe(true);
});
