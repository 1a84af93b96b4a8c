import { expect, test } from "vitest";
import { drawCode } from "./qr";

test("the three corner marks stand inside the quiet zone", () => {
  const drawn = drawCode("https://www.example.org/library");
  const dark = new Set([...(drawn?.path ?? "").matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => `${x} ${y}`));
  const size = drawn?.size ?? 0;
  const last = size - 5;
  for (const corner of [`4 4`, `${last} 4`, `4 ${last}`]) expect(dark).toContain(corner);
  expect([...dark].some((at) => at.split(" ").some((part) => Number(part) < 4 || Number(part) > last))).toBe(false);
});

test("the same words give the same code, other words another, and too many none", () => {
  expect(drawCode("https://a.org/")).toEqual(drawCode("https://a.org/"));
  expect(drawCode("https://a.org/")?.path).not.toBe(drawCode("https://b.org/")?.path);
  expect(drawCode("x".repeat(5000))).toBeNull();
});
