/** What was open when the window was closed comes back with the next one. */
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";
import { calls } from "./window";

const { start } = person();
const leaflet = resource(/^Sample: looking/);
const other = resource(/referral form/);
const left = { resource: leaflet.id, attachment: leaflet.attachments[0]?.id ?? null, page: 3, beside: null, beside_file: null };

describe("at the start", () => {
  test("what was open comes back at its page; going back leads to the library", async () => {
    const page = await start("", { left_open: left });
    await page.waitForSelector('.page[data-page-number="3"][data-loaded]');
    expect(await page.locator("h1").textContent()).toContain(leaflet.title);
    await page.keyboard.press("Alt+ArrowLeft");
    await page.waitForSelector("[data-row]");
    expect(page.url()).toContain("#/library");
  });

  test("nothing was open: the library, with the box ready", async () => {
    const page = await start("");
    await page.waitForSelector("[data-row]");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("search");
  });

  test("a link of another program leads elsewhere", async () => {
    const page = await start("", { left_open: left, link: { resource: other.id, page: null, q: "" } });
    await page.waitForSelector("h1");
    expect(await page.locator("h1").textContent()).toContain(other.title);
  });

  test("what is no address of ours leads nowhere, and a host that cannot tell holds up nothing", async () => {
    for (const scenario of [{ left_open: { ...left, resource: "../../x" } }, { broken: ["left_open" as const] }]) {
      const page = await start("", scenario);
      await page.waitForSelector("[data-row]");
      expect(page.url()).not.toContain("read");
    }
  });
});

test("what is open is told when reading comes to rest, without the words that led there, and told when it is left", async () => {
  const page = await start(`#/read/${leaflet.id}?page=3&q=measure`);
  await page.waitForSelector(".page[data-loaded]");
  const told = () => calls(page, "set_left_open");
  await expect.poll(told).toMatchObject([{ reading: { resource: leaflet.id, page: 3 } }]);
  expect(JSON.stringify(await told())).not.toContain("measure");
  await page.keyboard.press("Control+K");
  await expect.poll(async () => (await told()).at(-1)).toEqual({ reading: null });
  expect(await told()).toHaveLength(2);
});
