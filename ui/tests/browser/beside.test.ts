/** Two documents side by side. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { TRANSLATED } from "../fake/catalogue";
import { person, resource } from "./person";

const { start } = person();
const [feet, bengali, somali] = TRANSLATED;
const fire = TRANSLATED[3];
if (!feet || !bengali || !somali || !fire) throw new Error("the samples are too few");
const handbook = resource(/handbook/);
const ready = (page: Page) => page.waitForSelector(".page[data-loaded]");
const both = (page: Page) => page.waitForFunction(() => document.querySelectorAll('.page[data-loaded][data-page-number="1"] canvas').length === 2);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

test("with keys alone: the translations come first, one is read beside, Esc closes it and then leaves", async () => {
  const page = await start("#/library", { translated: true });
  await page.getByRole("link", { name: feet.title, exact: true }).click();
  await ready(page);
  await page.keyboard.press("Control+\\");
  await page.waitForFunction(() => document.activeElement?.closest(".choices"));
  expect(await page.locator(".choices button .title").allTextContents()).toEqual([bengali.title, somali.title]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await both(page);
  expect(await page.evaluate(() => location.hash)).toContain(`beside=${somali.id}`);
  expect(await page.getByRole("heading", { level: 2, name: somali.title }).count()).toBe(1);
  // Keys are for the half that has the focus.
  await page.getByLabel("Second document", { exact: true }).getByLabel("Find in this document").focus();
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe(somali.title);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !location.hash.includes("beside"));
  expect(await focused(page)).toBe("Side by side");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => location.hash.startsWith("#/library"));
});

test("another is found by its words; the page of the first stays in its address", async () => {
  const page = await start(`#/read/${feet.id}?page=2`, { translated: true });
  await ready(page);
  await page.getByRole("button", { name: "Side by side" }).click();
  await page.getByLabel("Or search the library").fill("handbook");
  await page.getByRole("button", { name: /Sample: a long handbook/ }).click();
  await page.waitForFunction((id) => location.hash.includes(`beside=${id}`) && location.hash.includes("page=2"), handbook.id);
  await page.getByRole("button", { name: "Another" }).click();
  await page.getByLabel("Or search the library").fill("xylophone");
  await page.getByText("Not found", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  expect(await page.getByLabel("Second document", { exact: true }).count()).toBe(1);
});

test("files of one resource in several languages; scrolling one scrolls the other only where that is wanted", async () => {
  const page = await start(`#/read/${fire.id}?beside=${fire.id}&beside_file=${fire.attachments[1]?.id}`, { translated: true });
  await both(page);
  const places = () => page.evaluate(() => [...document.querySelectorAll(".container")].map((box) => Math.round((100 * box.scrollTop) / (box.scrollHeight - box.clientHeight))));
  const scroll = (which: number, share: number) =>
    page.evaluate(([at, to]) => {
      const box = document.querySelectorAll(".container")[at ?? 0];
      if (box) box.scrollTop = (box.scrollHeight - box.clientHeight) * (to ?? 0);
    }, [which, share]);
  await scroll(0, 0.5);
  await page.waitForTimeout(150);
  expect((await places())[1]).toBeLessThan(3);
  await page.getByLabel("Scroll together").check();
  await scroll(0, 1);
  await page.waitForFunction(() => (document.querySelectorAll(".container")[1]?.scrollTop ?? 0) > 0);
  await page.waitForTimeout(150);
  expect(await places()).toEqual([100, 100]);
  await scroll(1, 0.4);
  await page.waitForTimeout(150);
  const [one, other] = await places();
  expect(Math.abs((one ?? 0) - (other ?? 99))).toBeLessThanOrEqual(1);
});
