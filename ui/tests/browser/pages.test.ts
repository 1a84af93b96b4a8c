/** The pages of a PDF: small pictures, contents, turning, fitting, dark pages, and files of many pages. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";

const { start } = person();
const pressure = resource(/^Sample: looking/);
const handbook = resource(/handbook/);
const shownPage = (page: Page) => page.inputValue(".pager input");
const drawn = (page: Page, number: number) => page.waitForSelector(`.pdfViewer .page[data-page-number="${number}"][data-loaded] canvas`);
const view = (page: Page) => page.getByRole("button", { name: "View", exact: true }).click();
const boxOf = (page: Page) => page.evaluate(() => document.querySelector(".pdfViewer .page")?.getBoundingClientRect().toJSON() as DOMRect);

describe("beside the pages", () => {
  test("Ctrl+B shows small pages: drawn when they come into sight, one stop for the keys, Enter opens one", async () => {
    const page = await start(`#/read/${handbook.id}`);
    await drawn(page, 1);
    await page.keyboard.press("Control+b");
    await page.waitForSelector('.pages img[data-page="1"][src]');
    await page.waitForSelector('.pages img[data-page="3"][src]');
    expect(await page.locator(".pages img").count()).toBe(300);
    expect(await page.locator(".pages img[src]").count()).toBeLessThan(15);
    expect(await page.locator('.pages button[tabindex="0"]').count()).toBe(1);
    await page.locator('.pages button[tabindex="0"]').focus();
    await page.keyboard.press("End");
    await page.waitForSelector('.pages img[data-page="300"][src]');
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".pager input")?.value === "299");
    expect(await page.locator('.pages [aria-current="page"]').getAttribute("data-open")).toBe("299");
    await page.keyboard.press("Control+b");
    expect(await page.locator(".pages img").count()).toBe(0);
  });

  test("a file's own table of contents leads to its pages; a file without one does not offer it", async () => {
    const page = await start(`#/read/${handbook.id}`);
    await drawn(page, 1);
    await page.keyboard.press("Control+b");
    await page.getByText("Contents", { exact: true }).click();
    await page.getByRole("button", { name: "Chapter 120", exact: true }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".pager input")?.value === "120");
    await page.evaluate((id) => (location.hash = `#/read/${id}`), pressure.id);
    await page.waitForSelector('.pages img[data-page="1"][src]');
    expect(await page.getByText("Contents", { exact: true }).count()).toBe(0);
  });
});

describe("how pages lie and look", () => {
  test("a page fits by its width or as a whole, and is turned", async () => {
    const page = await start(`#/read/${pressure.id}`);
    await drawn(page, 1);
    const container = await page.locator(".container").boundingBox();
    await page.keyboard.press("Control+9");
    const whole = await boxOf(page);
    expect(whole.height).toBeLessThanOrEqual(container?.height ?? 0);
    expect(whole.height).toBeGreaterThan((container?.height ?? 0) - 60);
    await page.keyboard.press("Control+0");
    expect((await boxOf(page)).width).toBeGreaterThan(whole.width);
    await page.keyboard.press("Control+9");
    await view(page);
    await page.getByRole("button", { name: /^Turn right/ }).click();
    const turned = await boxOf(page);
    expect(turned.width).toBeGreaterThan(turned.height);
    await page.getByRole("button", { name: /^Turn left/ }).click();
    expect((await boxOf(page)).width).toBeCloseTo(whole.width, 0);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("View");
    await page.keyboard.press("Control+]");
    expect((await boxOf(page)).width).toBeGreaterThan(turned.height);
  });

  test("Ctrl with the wheel changes the size; Ctrl+Alt+G goes to a page", async () => {
    const page = await start(`#/read/${pressure.id}`);
    await drawn(page, 1);
    const before = (await boxOf(page)).width;
    await page.mouse.move(600, 500);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await page.waitForFunction((width) => (document.querySelector(".pdfViewer .page")?.getBoundingClientRect().width ?? 0) > width, before);
    await page.keyboard.press("Control+Alt+g");
    await page.keyboard.type("4");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("page=4"));
  });

  test("dark pages follow the window until they are wanted otherwise; pictures keep their colours", async () => {
    const page = await start(`#/read/${handbook.id}`, {}, { colorScheme: "dark" });
    await drawn(page, 1);
    await page.waitForSelector(".pdfViewer.dark canvas.kept");
    const colours = await page.evaluate(() => {
      const [drawn, kept] = [document.querySelector<HTMLCanvasElement>(".page canvas:not(.kept)"), document.querySelector<HTMLCanvasElement>(".page canvas.kept")];
      if (!drawn || !kept) throw new Error("no canvas");
      const [outer, inner] = [drawn.getBoundingClientRect(), kept.getBoundingClientRect()];
      const share = drawn.width / outer.width;
      const at = (canvas: HTMLCanvasElement, x: number, y: number) => [...(canvas.getContext("2d")?.getImageData(x, y, 1, 1).data ?? [])];
      const middle = [Math.round(kept.width / 2), Math.round(kept.height / 2)] as const;
      return {
        own: at(kept, ...middle),
        printed: at(drawn, Math.round((inner.left - outer.left) * share) + middle[0], Math.round((inner.top - outer.top) * share) + middle[1]),
        filters: [drawn, kept].map((canvas) => getComputedStyle(canvas).filter !== "none"),
      };
    });
    expect(colours.filters).toEqual([true, false]);
    expect(colours.own).toEqual(colours.printed);
    await view(page);
    await page.getByLabel("Dark pages").uncheck();
    expect(await page.locator("canvas.kept, .pdfViewer.dark").count()).toBe(0);
    await page.reload();
    await drawn(page, 1);
    expect(await page.locator(".pdfViewer.dark").count()).toBe(0);
  });

  test("a file is opened again where it was left, and as it was turned", async () => {
    const page = await start(`#/read/${pressure.id}`);
    await drawn(page, 1);
    await page.keyboard.press("Control+]");
    await page.locator(".pager input").fill("5");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("page=5"));
    for (const id of [handbook.id, pressure.id]) {
      await page.evaluate((to) => (location.hash = `#/read/${to}`), id);
      await page.waitForFunction((to) => location.hash.includes(to), id);
      await page.waitForSelector(".pdfViewer .page[data-loaded]");
    }
    expect(await shownPage(page)).toBe("5");
    const box = await boxOf(page);
    expect(box.width).toBeGreaterThan(box.height);
    await page.evaluate((to) => (location.hash = `#/read/${to}?page=2`), pressure.id);
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".pager input")?.value === "2");
  });
});

describe("many pages", () => {
  test("however many are seen, only a few stay drawn", async () => {
    const page = await start(`#/read/${handbook.id}`, {}, { colorScheme: "dark" });
    await drawn(page, 1);
    await page.keyboard.press("Control+b");
    let most = 0;
    for (let number = 1; number <= 300; number += 7) {
      await page.evaluate((to) => document.querySelector(`.pdfViewer .page[data-page-number="${to}"]`)?.scrollIntoView({ block: "start" }), number);
      await drawn(page, number);
      most = Math.max(most, await page.locator("canvas").count());
    }
    // Ten pages at most, each with one canvas for its pictures, and pdf.js's own for measuring.
    expect(most).toBeLessThanOrEqual(24);
    const points = await page.evaluate(() => [...document.querySelectorAll("canvas")].reduce((sum, { width, height }) => sum + width * height, 0));
    expect(points).toBeLessThan(24 * 2 ** 21);
  });
});
