/** The interface in other languages: every word comes from the files, nothing is cut off, and right-to-left is mirrored. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";
import { SCREENS } from "./screens";
import { ACCENTED, inEnglish, MIRRORED, strayWords } from "./spoken";
import { LAPTOP, NARROW, overflows, violations } from "./window";

const { start } = person();

/** Reached by names that hold a value, which the accented language leaves as it is. */
const NOT_FOUND_BY_NAME = ["shelf-rename", "shelf-undo"];

test.each(SCREENS.filter(({ name }) => !NOT_FOUND_BY_NAME.includes(name)))("every word of $name is in the files, and longer words have room", async ({ hash, scenario, ready }) => {
  const page = await start(hash, scenario, { language: ACCENTED.tag });
  await ready(inEnglish(page, ACCENTED));
  expect(await strayWords(page)).toEqual([]);
  for (const size of [LAPTOP, NARROW]) {
    await page.setViewportSize(size);
    expect(await overflows(page), `${size.width} px wide`).toBe(false);
  }
});

describe("from right to left", () => {
  const MIRRORED_SCREENS = ["library", "results", "suggestions", "library-patient", "reader", "reader-text", "new", "vision", "status", "keys"];
  test.each(SCREENS.filter(({ name }) => MIRRORED_SCREENS.includes(name)))("$name", async ({ hash, scenario, ready }) => {
    const page = await start(hash, scenario, { language: MIRRORED.tag });
    await ready(inEnglish(page, MIRRORED));
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    expect(await violations(page)).toEqual([]);
    for (const size of [LAPTOP, NARROW]) {
      await page.setViewportSize(size);
      expect(await overflows(page), `${size.width} px wide`).toBe(false);
    }
  });

  const middle = (page: Page, selector: string) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().x + element.getBoundingClientRect().width / 2);

  test("the places stand at the right, and documents keep their own direction", async () => {
    const page = await start(`#/read/${resource(/^Sample: looking/).id}`, {}, { language: MIRRORED.tag });
    await page.waitForSelector(".page[data-loaded]");
    expect(await middle(page, "nav")).toBeGreaterThan(LAPTOP.width / 2);
    await inEnglish(page, MIRRORED).getByText("Text", { exact: true }).click();
    expect(await page.locator("article").evaluate((article) => getComputedStyle(article).direction)).toBe("ltr");
    expect(await page.locator("article").getAttribute("lang")).toBe("en");
  });
});

test("the system's language is spoken where we have it, and English where not", async () => {
  const page = await start("#/library", {}, { locale: "fr-FR" });
  await page.waitForSelector("[data-row]");
  expect(await page.locator("html").getAttribute("lang")).toBe("en-GB");
});

describe("a draft", () => {
  test("the system's language is spoken; dates and numbers are written as it writes them", async () => {
    const page = await start("#/status", {}, { locale: "bn-BD" });
    await page.waitForSelector(".counters");
    expect(await page.locator("html").getAttribute("lang")).toBe("bn");
    await page.getByRole("heading", { name: "অবস্থা", exact: true }).waitFor();
    expect(await page.locator("dd").first().textContent()).toMatch(/[০-৯]/);
    expect(await violations(page)).toEqual([]);
  });

  test.each(["library", "library?q=blood+pressure&withdrawn=1", `read/${resource(/^নমুনা/).id}?page=2`, "new", "vision", "shelf", "print_pack", "status", "settings"])("has room for its words at %s", async (place) => {
    const page = await start(`#/${place}`, { notes_gaps: true, added: true }, { language: "bn" });
    await page.waitForSelector("main :is(h1, h2, [data-row], .page[data-loaded])");
    for (const size of [LAPTOP, NARROW]) {
      await page.setViewportSize(size);
      expect(await overflows(page), `${size.width} px wide`).toBe(false);
    }
  });

  test("what it lacks is English, and says so", async () => {
    const page = await start("#/library?q=xylophone", {}, { language: "bn" });
    const advice = page.getByText("Try another word for the same thing", { exact: false });
    await advice.waitFor();
    expect(await advice.evaluate((element) => element.closest("[lang]")?.getAttribute("lang"))).toBe("en");
    expect(await page.getByText("বানান দেখুন।").evaluate((element) => element.closest("[lang]")?.getAttribute("lang"))).toBe("bn");
  });
});
