/** Filters: what they leave and count, and that nothing moves under the pointer; results opened in another program. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { LIBRARY } from "../fake/catalogue";
import { person, resource } from "./person";
import { calls } from "./window";

const { start } = person();
const titles = (page: Page) => page.locator("[data-row]").allTextContents();
const rows = (page: Page) => page.waitForSelector("[data-row]");
const choice = (page: Page, name: string) => page.locator("#filters label.choice", { hasText: name });
const current = LIBRARY.filter(({ state }) => state === "current");

describe("filters", () => {
  test("by topic, by text and by what is on this device, with counts that add up", async () => {
    const page = await start();
    await rows(page);
    const here = current.filter(({ attachments }) => attachments.some(({ sha256 }) => sha256 !== null));
    expect(await choice(page, "On this device").locator(".count").textContent()).toBe(String(here.length));
    await choice(page, "On this device").click();
    expect(await titles(page)).toEqual(here.map(({ title }) => title));
    const withText = here.filter(({ attachments }) => attachments.some(({ text }) => text !== "none"));
    expect(withText.length).toBeLessThan(here.length);
    expect(await choice(page, "With text").locator(".count").textContent()).toBe(String(withText.length));
    await choice(page, "With text").click();
    expect(await titles(page)).toEqual(withText.map(({ title }) => title));
    await choice(page, "Heart").click();
    expect(await titles(page)).toEqual([resource(/^Sample: looking/).title]);
    expect(await page.evaluate(() => location.hash)).toBe("#/library?topic=Heart&text=1&here=1");
    await page.reload();
    await rows(page);
    expect(await titles(page)).toEqual([resource(/^Sample: looking/).title]);
    await page.getByRole("button", { name: "Clear filters" }).click();
    expect(await titles(page)).toHaveLength(current.length);
  });

  test("in a search they choose from all that was found, and say what they hide", async () => {
    const page = await start("#/library?q=pressure");
    await page.waitForSelector(".passages");
    const before = (await titles(page)).length;
    await choice(page, "Heart").click();
    await page.getByText("1 resource found with these filters").first().waitFor();
    expect(await titles(page)).toEqual([resource(/^Sample: looking/).title]);
    expect((await calls(page, "search")).at(-1)).toMatchObject({ query: { topic: "Heart" } });
    await choice(page, "Board paper").click();
    await page.waitForSelector(".nothing");
    await page.getByRole("button", { name: "Search all kinds (1 found)" }).click();
    await page.waitForFunction(() => document.activeElement?.hasAttribute("data-row"));
    await choice(page, "Any topic").click();
    await page.waitForFunction((all) => document.querySelectorAll("[data-row]").length === all, before);
  });

  test("what a choice leaves empty stays where it is, so that nothing moves under the pointer", async () => {
    const page = await start();
    await rows(page);
    const places = () => page.evaluate(() => [...document.querySelectorAll("#filters label.choice")].map((label) => [label.textContent?.replace(/\d+\s*$/, ""), Math.round(label.getBoundingClientRect().top - (label.closest("section")?.getBoundingClientRect().top ?? 0))]));
    const before = await places();
    for (const name of ["বাংলা", "Leaflet", "On this device"]) {
      await choice(page, name).click();
      expect(await places()).toEqual(before);
    }
    expect(await choice(page, "Strategy").locator(".count").textContent()).toBe("0");
  });
});

describe("another program", () => {
  test("Ctrl+Enter opens the file there, and the results and the focus stay", async () => {
    const page = await start("#/library?q=pressure");
    await page.waitForSelector(".passages");
    const pressure = resource(/^Sample: looking/);
    await page.locator(`[data-row="${pressure.id}"]`).focus();
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(() => window.calls.some(({ command }) => command === "open_attachment"));
    expect(await calls(page, "open_attachment")).toEqual([{ attachment: pressure.attachments[0]?.id }]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-row"))).toBe(pressure.id);
    expect(page.context().pages()).toHaveLength(1);
    await page.locator(`[data-row="${pressure.id}"]`).click({ modifiers: ["Control"] });
    await page.waitForFunction(() => window.calls.filter(({ command }) => command === "open_attachment").length === 2);
    expect(await page.evaluate(() => location.hash)).toBe("#/library?q=pressure");
  });

  test("what has no file here says so", async () => {
    const page = await start("#/library");
    await rows(page);
    await page.locator(`[data-row="${resource(/^Hestia/).id}"]`).focus();
    await page.keyboard.press("Control+Enter");
    await page.getByText("No file of this is on this computer yet").first().waitFor();
  });
});
