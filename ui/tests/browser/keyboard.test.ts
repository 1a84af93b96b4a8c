/** With the Tab key alone through every screen: everything that can be pressed is reached, seen to have the focus, and in sight. */
import { expect, test } from "vitest";
import { person, resource } from "./person";
import { SCREENS } from "./screens";

const { start } = person();

interface Stop {
  name: string;
  seen: boolean;
  inSight: boolean;
}

const WALKED = ["library", "results", "nothing-filtered", "reader", "reader-pages", "reader-docx", "reader-beside", "reader-aloud", "reader-film", "new", "vision", "status", "keys"];

test.each(WALKED)("%s", async (name) => {
  const screen = SCREENS.find((candidate) => candidate.name === name);
  if (!screen) throw new Error(`no screen ${name}`);
  const page = await start(screen.hash, screen.scenario);
  await screen.ready(page);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  // What a walk through pages brings or enables on its way is not looked for behind it.
  await page.evaluate(() => document.querySelectorAll<HTMLElement>("*").forEach((element) => element.matches(":disabled") || (element.dataset.there = "")));
  const stops: Stop[] = [];
  for (let n = 0; n < 250; n++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((): (Stop & { again: boolean }) | null => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const again = element.dataset.walked === "";
      element.dataset.walked = "";
      // The focus of a radio button, or of a row's link, is drawn around what it stands in.
      const drawnOn = [element, element.closest("label"), element.closest(".card")].filter((one) => one !== null);
      const seen = drawnOn.some((one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow.includes("inset");
      });
      const { top, bottom, left, right } = (element.closest("label") ?? element).getBoundingClientRect();
      const inSight = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
      return { name: element.outerHTML.slice(0, 140), seen, inSight, again };
    });
    // At the end of the window it goes on at its beginning.
    if (stop?.again) break;
    if (stop) stops.push(stop);
  }
  expect(stops.filter(({ seen }) => !seen).map(({ name }) => name), "without a visible focus").toEqual([]);
  expect(stops.filter(({ inSight }) => !inSight).map(({ name }) => name), "out of sight").toEqual([]);
  const missed = await page.evaluate(() => {
    const root = document.querySelector("dialog[open]") ?? document;
    return [...root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((element) => element.dataset.there === "" && element.dataset.walked !== "" && element.tabIndex >= 0 && !element.matches(":disabled") && element.checkVisibility({ checkVisibilityCSS: true }))
      // Of a group of radio buttons the chosen one is the stop; the arrow keys reach the others. Pages move while they are walked through.
      .filter((element) => !element.matches("input[type=radio]:not(:checked), .textLayer, .annotationLayer *, [data-open]"))
      .map((element) => element.outerHTML.slice(0, 140));
  });
  expect(missed, "never reached").toEqual([]);
});

test("a document that was just opened scrolls by the keys", async () => {
  const page = await start("#/library?q=handbook");
  await page.waitForSelector("[data-row]");
  await page.locator(`[data-row="${resource(/handbook/).id}"]`).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".pdfViewer .page[data-loaded]");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("PageDown");
  await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>(".pager input")?.value) >= 2);
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".pager input")?.value === "300");
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".pager input")?.value === "1");
});
