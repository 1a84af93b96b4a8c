/** Every screen: axe in light, dark and forced colours, on a laptop, at 320 CSS px and at twice the text size; targets, sideways scrolling, motion, chatter. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { SCREENS } from "./screens";
import { LAPTOP, launch, moving, NARROW, openWindow, overflows, smallTargets, violations } from "./window";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test.each(SCREENS)("$name", async ({ hash, scenario, ready }) => {
  const { page, problems, close } = await openWindow(browser, inject("window"), hash, scenario);
  await ready(page);
  for (const size of [LAPTOP, NARROW]) {
    await page.setViewportSize(size);
    expect(await smallTargets(page), `${size.width} px wide`).toEqual([]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme);
      // pdf.js names its pages a moment after it shows them.
      await page.waitForFunction(() => [...document.querySelectorAll("[data-l10n-id='pdfjs-page-landmark']")].every((shown) => shown.hasAttribute("aria-label")));
      expect(await violations(page), `${colorScheme}, ${size.width} px wide`).toEqual([]);
    }
    expect(await overflows(page), `${size.width} px wide`).toBe(false);
  }
  // The system paints with its own colours then, which axe cannot see.
  await page.setViewportSize(LAPTOP);
  await page.emulateMedia({ forcedColors: "active", colorScheme: "light" });
  expect(await violations(page, ["color-contrast"]), "forced colours").toEqual([]);
  await page.emulateMedia({ forcedColors: "none" });
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  expect(await violations(page), "twice the text size").toEqual([]);
  expect(await overflows(page), "twice the text size").toBe(false);
  expect(await moving(page)).toEqual([]);
  expect(problems).toEqual([]);
  await close();
});

test("results are announced once the person stops typing, not at each letter", async () => {
  const { page, close } = await openWindow(browser, inject("window"), "#/library");
  await page.waitForSelector("[data-row]");
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    const spoken: string[] = [];
    const region = document.querySelector(".visually-hidden[role=status]");
    if (!region) throw new Error("nothing speaks");
    new MutationObserver(() => region.textContent && spoken.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { spoken });
  });
  await page.keyboard.type("blood pressure", { delay: 60 });
  await page.waitForTimeout(2000);
  const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
  expect(spoken).toHaveLength(1);
  expect(spoken[0]).toMatch(/found/);
  await close();
});

