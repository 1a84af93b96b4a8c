/** The language that the patient reads: first among equals everywhere, hiding nothing, and gone with one press. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { LIBRARY, TRANSLATED } from "../fake/catalogue";
import { person, resource } from "./person";
import { calls, violations } from "./window";

const { start } = person();
const titles = (page: Page) => page.locator("[data-row]").allTextContents();
const asked = async (page: Page) => (await calls(page, "search")).at(-1)?.query;
const current = LIBRARY.filter(({ state }) => state === "current").map(({ title }) => title);
const bengali = resource(/^নমুনা/);

describe("for this patient", () => {
  test("the languages of the library are offered by both their names", async () => {
    const page = await start();
    await page.waitForSelector("[data-row]");
    const choice = page.getByLabel("For this patient", { exact: true });
    expect(await choice.locator("option").allTextContents()).toEqual(["Any language", "العربية – Arabic", "বাংলা – Bengali", "English", "Soomaali – Somali"]);
    expect(await page.getByRole("button", { name: "Clear the patient’s language" }).count()).toBe(0);
  });

  test("the list begins with it, hides nothing, and marks what is in another language; one press clears it", async () => {
    const page = await start();
    await page.waitForSelector("[data-row]");
    const choice = page.getByLabel("For this patient", { exact: true });
    await choice.selectOption("bn");
    await page.waitForFunction((id) => document.querySelector("[data-row]")?.getAttribute("data-row") === id, bengali.id);
    expect(await titles(page)).toEqual([bengali.title, ...current.filter((title) => title !== bengali.title)]);
    expect(await page.locator("li.card").first().getByText(/^In /).count()).toBe(0);
    expect(await page.locator("li.card").nth(1).getByText("In English").count()).toBe(1);
    expect(await page.getByText("In Somali").count()).toBe(1);
    await page.getByText("Bengali first, then newest first").waitFor();
    await page.waitForFunction(() => document.querySelector("[role=status][aria-live]")?.textContent?.includes("Bengali first."));
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Clear the patient’s language: Bengali" }).click();
    await page.getByText("Newest first, as on the site").waitFor();
    expect(await titles(page)).toEqual(current);
    expect(await page.getByText("In English").count()).toBe(0);
    expect(await choice.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({});
  });

  test("every search prefers it; the address does not name it; a new start still has it", async () => {
    const page = await start("#/library?q=sample");
    await page.waitForSelector("[data-row]");
    expect(await asked(page)).toMatchObject({ prefer: null });
    await page.getByLabel("For this patient", { exact: true }).selectOption("so");
    await page.waitForFunction(() => (window.calls.filter(({ command }) => command === "search").at(-1)?.args.query as { prefer: string }).prefer === "so");
    expect(await page.evaluate(() => location.hash)).toBe("#/library?q=sample");
    expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({ "patient-language": "so" });
    await page.reload();
    await page.waitForSelector("[data-row]");
    expect(await page.getByLabel("For this patient", { exact: true }).inputValue()).toBe("so");
    expect(await asked(page)).toMatchObject({ words: "sample", prefer: "so", language: null });
  });

  test("what was kept and cannot be a language is not believed", async () => {
    const page = await start();
    await page.evaluate(() => localStorage.setItem("patient-language", "<b>"));
    await page.reload();
    await page.waitForSelector("[data-row]");
    expect(await page.getByLabel("For this patient", { exact: true }).inputValue()).toBe("");
  });
});

describe("the same leaflet in other languages", () => {
  const [feet, inBengali, inSomali, fire] = TRANSLATED;

  test("is one tap away in the row, the patient’s language first", async () => {
    const page = await start("#/library?q=feet", { translated: true });
    const row = page.locator("li.card", { has: page.locator(`[data-row="${feet?.id}"]`) });
    await row.getByText("Also in").waitFor();
    expect(await row.locator(".edition").allTextContents()).toEqual(["বাংলা\u00a0 Bengali", "Soomaali\u00a0 Somali"]);
    await page.getByLabel("For this patient", { exact: true }).selectOption("so");
    await page.waitForFunction(() => document.querySelector(".elsewise"));
    expect(await row.locator(".edition").allTextContents()).toEqual(["Soomaali\u00a0 Somali", "বাংলা\u00a0 Bengali"]);
    expect(await violations(page)).toEqual([]);
    await row.getByRole("link", { name: "Soomaali" }).click();
    await page.waitForFunction((id) => location.hash === `#/read/${id}`, inSomali?.id);
    await page.keyboard.press("Alt+ArrowLeft");
    await page.waitForFunction((id) => document.activeElement?.getAttribute("data-row") === id, feet?.id);
  });

  test("a file in another language is reached from the row", async () => {
    const page = await start("#/library?q=fire", { translated: true });
    const link = page.locator(".edition", { hasText: "Arabic" });
    await link.click();
    await page.waitForFunction((id) => location.hash.includes(`attachment=${id}`), fire?.attachments[1]?.id);
    await page.getByRole("radio", { name: "العربية – Arabic Fire safety (sample)" }).waitFor();
    expect(await page.getByRole("radio", { name: "العربية – Arabic Fire safety (sample)" }).isChecked()).toBe(true);
    expect(await page.getByText("Also in").count()).toBe(0);
  });

  test("in the reader it takes the place of what is open; back leads to the list", async () => {
    const page = await start("#/library?q=feet", { translated: true });
    await page.locator(`[data-row="${feet?.id}"]`).click();
    await page.getByRole("link", { name: "বাংলা" }).click();
    await page.getByRole("heading", { level: 1, name: inBengali?.title ?? "-" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    expect(await page.locator(".edition").allTextContents()).toEqual(["English", "Soomaali\u00a0 Somali"]);
    await page.keyboard.press("Escape");
    await page.waitForSelector("[data-row]");
    expect(await page.evaluate(() => location.hash)).toBe("#/library?q=feet");
  });
});
