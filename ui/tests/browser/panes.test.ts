/** Keys that lead through the window's parts. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { person, resource } from "./person";

const { start } = person();
const pane = (page: Page) => page.evaluate(() => document.activeElement?.closest("aside, main, nav")?.tagName.toLowerCase() ?? "");

test("F6 goes from part to part and round, Shift F6 the other way", async () => {
  const page = await start(`#/read/${resource(/^Sample: looking/).id}`);
  await page.waitForSelector(".page[data-loaded]");
  await page.waitForSelector("aside");
  expect(await pane(page)).toBe("main");
  const walk = async (key: string) => {
    await page.keyboard.press(key);
    return pane(page);
  };
  expect([await walk("F6"), await walk("F6"), await walk("F6"), await walk("F6")]).toEqual(["aside", "nav", "main", "aside"]);
  expect([await walk("Shift+F6"), await walk("Shift+F6")]).toEqual(["main", "nav"]);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-current"))).toBe("true");
});

test("Alt D leads to the box", async () => {
  const page = await start("#/vision");
  await page.waitForSelector("footer");
  await page.keyboard.press("Alt+D");
  await page.waitForFunction(() => document.activeElement?.id === "search");
});
