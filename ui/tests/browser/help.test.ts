/** The help about keys, and how the window looks. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";
import { calls, LAPTOP, NARROW, overflows, smallTargets, violations } from "./window";

const { start } = person();
const dialog = (page: Page) => page.getByRole("dialog", { name: "Keys" });
/** What is under everything; the window hears of the computer's colours a moment later. */
const paper = async (page: Page) => {
  await page.waitForTimeout(100);
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
};
const letters = (page: Page) => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
const LIGHT = "rgb(247, 245, 240)";
const DARK = "rgb(14, 24, 27)";

describe("help about keys", () => {
  test("F1 opens it from anywhere, also from the box; Esc closes it alone and gives the focus back", async () => {
    const page = await start("#/library?q=pressure");
    await page.waitForSelector("[data-row]");
    await page.keyboard.press("F1");
    await dialog(page).waitFor();
    for (const place of ["Everywhere", "In the library", "In a document"]) await dialog(page).getByRole("heading", { name: place }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("search");
    expect(await page.inputValue("#search")).toBe("pressure");
  });

  test("F11 asks for the whole screen", async () => {
    const page = await start();
    await page.waitForSelector("[data-row]");
    await page.keyboard.press("F11");
    expect(await calls(page, "full_screen")).toHaveLength(1);
  });

  test("? opens it outside text fields, is a letter inside them, and can be switched off", async () => {
    const page = await start();
    await page.waitForSelector("[data-row]");
    await page.keyboard.type("?");
    expect(await page.inputValue("#search")).toBe("?");
    expect(await dialog(page).isVisible()).toBe(false);
    await page.keyboard.press("Escape");
    await page.waitForSelector("[data-row]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("?");
    await dialog(page).waitFor();
    await dialog(page).getByLabel("The ? key opens this help").uncheck();
    await dialog(page).getByRole("button", { name: "Close" }).click();
    await page.keyboard.press("?");
    await page.waitForTimeout(200);
    expect(await dialog(page).isVisible()).toBe(false);
    await page.reload();
    await page.waitForSelector("[data-row]");
    await page.keyboard.press("F1");
    await dialog(page).waitFor();
    expect(await dialog(page).getByLabel("The ? key opens this help").isChecked()).toBe(false);
  });

  test("it is found with the settings, and the search box points to it", async () => {
    const page = await start("#/settings");
    await page.getByRole("button", { name: "Show all keys" }).click();
    await dialog(page).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+K");
    await page.waitForFunction(() => document.activeElement?.id === "search");
    expect(await page.locator("#search-keys").textContent()).toBe("Press F1 for help with keys.");
  });
});

describe("how the window looks", () => {
  test("colours follow the computer, until they are chosen; the choice holds at once and stays", async () => {
    const page = await start("#/settings");
    await page.getByRole("heading", { name: "This window" }).waitFor();
    expect(await page.getByLabel("As the computer").isChecked()).toBe(true);
    expect(await paper(page)).toBe(LIGHT);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await paper(page)).toBe(DARK);
    await page.getByText("Light", { exact: true }).click();
    expect(await paper(page)).toBe(LIGHT);
    await page.getByText("Dark", { exact: true }).click();
    await page.emulateMedia({ colorScheme: "light" });
    expect(await paper(page)).toBe(DARK);
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.getByRole("heading", { name: "This window" }).waitFor();
    expect(await paper(page)).toBe(DARK);
    await page.getByText("As the computer").first().click();
    expect(await paper(page)).toBe(LIGHT);
    expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({});
  });

  test("larger text reaches the text of a document, and stays", async () => {
    const page = await start("#/settings");
    await page.getByRole("heading", { name: "This window" }).waitFor();
    await page.getByText("Larger", { exact: true }).click();
    expect(await letters(page)).toBe(22);
    const leaflet = resource(/referral form/);
    await page.evaluate((id) => (location.hash = `#/read/${id}`), leaflet.id);
    await page.waitForSelector("article p");
    expect(await page.locator("article").evaluate((article) => parseFloat(getComputedStyle(article).fontSize))).toBeCloseTo(1.0625 * 22, 1);
    await page.reload();
    await page.waitForSelector("article p");
    expect(await letters(page)).toBe(22);
  });

  test.each(["#/library?q=blood+pressure", `#/read/${resource(/^Sample: looking/).id}?page=3&q=measure`, "#/new", "#/vision", "#/status", "#/settings"])("the largest text fits at %s, wide and narrow", async (address) => {
    const page = await start(address);
    await page.evaluate(() => localStorage.setItem("text-size", "larger"));
    await page.reload();
    await page.waitForSelector("h1");
    await page.waitForTimeout(500);
    for (const size of [LAPTOP, NARROW]) {
      await page.setViewportSize(size);
      await page.waitForTimeout(100);
      expect(await overflows(page), `${size.width} px wide`).toBe(false);
      expect(await smallTargets(page), `${size.width} px wide`).toEqual([]);
    }
  });
});
