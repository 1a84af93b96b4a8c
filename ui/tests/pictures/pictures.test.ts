/** Pictures of every screen, to be looked at: `npm run pictures`; some alone: `PICTURES=vision,status npm run pictures`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { SCREENS } from "../browser/screens";
import { ACCENTED, inEnglish } from "../browser/spoken";
import { LAPTOP, launch, NARROW, openWindow, type Look } from "../browser/window";

const folder = join(import.meta.dirname, "..", "..", "pictures");
const only = process.env.PICTURES?.split(",") ?? [];
const looks: [string, Look][] = [
  ["light", LAPTOP],
  ["dark", { ...LAPTOP, colorScheme: "dark" }],
  ["narrow", NARROW],
  ["wide", { width: 1920, height: 1080 }],
  ["forced", { ...LAPTOP, forcedColors: "active" }],
  // Longer words, as other languages have them.
  ["long", { ...LAPTOP, language: ACCENTED.tag }],
];

test("pictures of every screen", async () => {
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  const wrong: string[] = [];
  for (const screen of SCREENS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    for (const [look, options] of looks) {
      const window = await openWindow(browser, inject("window"), screen.hash, screen.scenario, options);
      const page = options.language ? inEnglish(window.page, ACCENTED) : window.page;
      await screen.ready(page).catch((thrown: unknown) => wrong.push(`${screen.name} ${look}: ${String(thrown).split("\n")[0]}`));
      await window.page.waitForTimeout(250);
      await window.page.screenshot({ path: join(folder, `${screen.name}-${look}.png`) });
      wrong.push(...window.problems.map((problem) => `${screen.name} ${look}: ${problem}`));
      await window.close();
    }
  }
  await browser.close();
  expect(wrong).toEqual([]);
}, 600_000);
