/** axe on every screen, light and dark, on a laptop and at 320 CSS px; targets large enough, and nothing to scroll sideways. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { SCREENS } from "./screens";
import { LAPTOP, launch, NARROW, openWindow, overflows, smallTargets, violations } from "./window";

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
  expect(problems).toEqual([]);
  await close();
});

test.each(["library", "shelf", "shelf-packs", "pack-dialog", "suggestions", "results-why", "results-changed", "reader", "new", "vision", "status", "status-site-changed", "library-patient", "reader-translated", "reader-code", "keys", "nothing-filtered"])("%s at twice the text size", async (name) => {
  const screen = SCREENS.find((candidate) => candidate.name === name);
  if (!screen) throw new Error(`no screen ${name}`);
  const { page, close } = await openWindow(browser, inject("window"), screen.hash, screen.scenario);
  await screen.ready(page);
  await page.addStyleTag({ content: "html { font-size: 200% }" }).catch(() => page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%")));
  expect(await violations(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
  await close();
});

test.each(["library", "shelf", "shelf-packs", "shelf-undo", "results", "suggestions", "results-why", "results-changed", "reader", "new-all", "vision", "status-report", "status-site-changed", "library-patient", "reader-code", "keys", "status-window"])("%s in forced colours", async (name) => {
  const screen = SCREENS.find((candidate) => candidate.name === name);
  if (!screen) throw new Error(`no screen ${name}`);
  const { page, close } = await openWindow(browser, inject("window"), screen.hash, screen.scenario, { forcedColors: "active" });
  await screen.ready(page);
  // The system paints with its own colours then, which axe cannot see.
  expect(await violations(page, ["color-contrast"])).toEqual([]);
  await close();
});
