/** What a person does in the window, with mouse and with keys alone: finding, reading, the vision. */
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { about, LIBRARY } from "../fake/catalogue";
import { person, resource } from "./person";
import { calls } from "./window";

const { start, ranges } = person();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute("data-row") || document.activeElement?.tagName);
const titles = (page: Page) => page.locator("[data-row]").allTextContents();
const hash = (page: Page) => page.evaluate(() => location.hash);

describe("finding", () => {
  test("the box has the focus from the start, and the whole list is there in the site's order", async () => {
    const page = await start();
    await page.waitForSelector("[data-row]");
    expect(await focused(page)).toBe("search");
    expect(await titles(page)).toEqual(LIBRARY.filter(({ state }) => state === "current").map(({ title }) => title));
  });

  test("results come while typing, with the words marked and the page named", async () => {
    const page = await start();
    await page.keyboard.type("lighth");
    await page.waitForSelector(".passages mark");
    expect(await page.locator(".passages mark").first().textContent()).toBe("lighthouse");
    expect(await page.locator(".passages .page").first().textContent()).toBe("Page 10");
    expect(await hash(page)).toBe("#/library?q=lighth");
    const asked = await calls(page, "search");
    expect(asked.at(-1)).toMatchObject({ query: { words: "lighth", typing: true } });
  });

  test("an answer that comes late is dropped", async () => {
    const page = await start("#/library", { delays_ms: { blood: 600 } });
    await page.keyboard.type("blood");
    await page.waitForFunction(() => window.calls.some(({ command, args }) => command === "search" && (args.query as { words: string }).words === "blood"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("lighthouse");
    await page.getByText("1 resource found").first().waitFor();
    await page.waitForTimeout(800);
    expect(await titles(page)).toEqual(["Sample: a long handbook"]);
  });

  test("with keys alone: down to a result, open it, back to the same row, Esc to the box, Esc empties it", async () => {
    const page = await start("#/library?q=pressure");
    await page.waitForSelector(".passages");
    for (let n = 0; n < 4; n++) await page.keyboard.press("ArrowDown");
    const row = await focused(page);
    expect(row).toBe(await page.locator("[data-row]").nth(3).getAttribute("data-row"));
    const scrolled = await page.evaluate(() => document.querySelector("main")?.scrollTop);
    expect(scrolled).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".toolbar");
    expect(await hash(page)).toContain("q=pressure");
    await page.keyboard.press("Alt+ArrowLeft");
    await page.waitForSelector(".passages");
    await page.waitForFunction((id) => document.activeElement?.getAttribute("data-row") === id, row);
    expect(await page.evaluate(() => document.querySelector("main")?.scrollTop)).toBe(scrolled);
    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("search");
    await page.keyboard.press("Escape");
    expect(await page.inputValue("#search")).toBe("");
  });

  test("Enter in the box goes to the first result; arrow up from there comes back", async () => {
    const page = await start();
    await page.keyboard.type("inhaler");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.hasAttribute("data-row"));
    await page.keyboard.press("ArrowUp");
    expect(await focused(page)).toBe("search");
  });

  test("Ctrl+K and Ctrl+L lead to the box from every place", async () => {
    const page = await start("#/vision");
    for (const [place, key] of [["vision", "Control+k"], ["status", "Control+l"]] as const) {
      await page.goto(`${inject("window").url}#/${place}`);
      await page.waitForSelector(`main`);
      await page.keyboard.press(key);
      await page.waitForFunction(() => document.activeElement?.id === "search");
    }
  });

  test("filters narrow, count, and can be cleared", async () => {
    const page = await start();
    await page.locator("#filters").getByText("বাংলা").click();
    await page.getByText("1 resource", { exact: true }).waitFor();
    expect(await titles(page)).toEqual([resource(/^নমুনা/).title]);
    expect(await hash(page)).toBe("#/library?language=bn");
    await page.getByRole("button", { name: "Clear filters" }).click();
    expect((await titles(page)).length).toBeGreaterThan(10);
  });

  test("in a search the filters ask the library, and count what the words find", async () => {
    const page = await start("#/library?q=pressure");
    await page.waitForSelector(".passages");
    const leaflets = await page.locator("label.choice", { hasText: "Leaflet" }).locator(".count").textContent();
    await page.locator("label.choice", { hasText: "Leaflet" }).click();
    await page.getByText("found with these filters").first().waitFor();
    expect((await titles(page)).length).toBe(Number(leaflets));
    expect(await calls(page, "search")).toContainEqual({ query: expect.objectContaining({ words: "pressure", kind: "leaflet" }) });
  });

  test("nothing found: what was asked, what to try, and withdrawn ones that match", async () => {
    const page = await start();
    await page.keyboard.type("vaccinations");
    await page.getByText("Nothing found for “vaccinations”").last().waitFor();
    await page.getByRole("button", { name: "1 withdrawn resource matches. Show it." }).click();
    await page.getByText("Withdrawn on").first().waitFor();
    expect(await titles(page)).toEqual([resource(/winter/).title]);
  });

  test("on the first start the files are said to come, and a refresh brings them", async () => {
    const page = await start("#/library", { starter: true });
    await page.getByText("This is the list that came with the program").waitFor();
    expect(await page.getByText("Files come with the first refresh").count()).toBe(9);
    expect(await page.getByText("Not confirmed with the site yet").count()).toBe(9);
    await page.getByRole("button", { name: "Refresh now" }).click();
    await page.getByText("Confirmed 2 days ago").first().waitFor();
    expect(await page.getByText("This is the list that came with the program").count()).toBe(0);
  });

  test("results are announced once the typing rests", async () => {
    const page = await start();
    await page.keyboard.type("lighthouse");
    await page.waitForFunction(() => document.querySelector("[role=status][aria-live]")?.textContent?.trim() === "1 resource found");
  });
});

describe("reading", () => {
  const pressure = resource(/^Sample: looking/);

  test("opens at the page of the hit with the words marked, and goes from place to place", async () => {
    const page = await start(`#/read/${pressure.id}?page=3&q=home`);
    await page.waitForSelector(".textLayer .highlight.selected");
    expect(await page.inputValue(".pager input")).toBe("3");
    expect(await page.locator(".textLayer .highlight").allTextContents()).toEqual(["home", "Home"]);
    await page.getByText("1 of 2").waitFor();
    await page.getByRole("button", { name: "Next place" }).click();
    await page.getByText("2 of 2").waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test("stays on the page of the hit where the words' first place is elsewhere", async () => {
    const page = await start(`#/read/${resource(/handbook/).id}?page=5&q=lighthouse`);
    await page.getByText(/\d of 6/).waitFor();
    await page.waitForTimeout(300);
    expect(await page.inputValue(".pager input")).toBe("5");
    await page.getByRole("button", { name: "Next place" }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".pager input")?.value !== "5");
  });

  test("a late page of a long file needs little of the file and little memory", async () => {
    const page = await start(`#/read/${resource(/handbook/).id}?page=50`);
    await page.waitForFunction(() => document.querySelector('.page[data-page-number="50"] .textLayer')?.textContent?.includes("Chapter 50"));
    const whole = Buffer.from(inject("window").files.long ?? "", "base64").length;
    const fetched = (ranges().length) * 65_536;
    expect(whole).toBeGreaterThan(1_500_000);
    expect(fetched).toBeLessThan(whole / 2);
    for (let n = 0; n < 30; n++) await page.getByRole("button", { name: "Page before" }).click();
    await page.waitForFunction(() => document.querySelector('.page[data-page-number="20"] .textLayer')?.textContent?.includes("Chapter 20"));
    expect(await page.locator(".pdfViewer canvas").count()).toBeLessThanOrEqual(12);
  });

  test("the text of pages that were left is let go", async () => {
    const page = await start(`#/read/${resource(/handbook/).id}?page=50`);
    await page.waitForFunction(() => document.querySelector('.page[data-page-number="50"] .textLayer')?.textContent?.includes("Chapter 50"));
    const piece = await page.evaluateHandle(() => new WeakRef(document.querySelector('.page[data-page-number="50"] .textLayer span') as Element));
    for (let number = 49; number > 30; number--) {
      await page.getByRole("button", { name: "Page before" }).click();
      await page.waitForFunction((at) => document.querySelector(`.page[data-page-number="${at}"] .textLayer`)?.textContent?.includes(`Chapter ${at}`), number);
    }
    await page.requestGC();
    expect(await piece.evaluate((held) => held.deref() === undefined)).toBe(true);
  });

  test("Ctrl+F finds other words; Ctrl with plus, minus and 0 change the size; the page number leads there", async () => {
    const page = await start(`#/read/${pressure.id}`);
    await page.waitForSelector(".textLayer span");
    await page.keyboard.press("Control+f");
    await page.keyboard.type("pharmacist");
    await page.getByText("1 of 1").waitFor();
    expect(await page.inputValue(".pager input")).toBe("5");
    const percent = async () => Number((await page.locator(".percent").textContent())?.replace("%", ""));
    const before = await percent();
    await page.keyboard.press("Control+Equal");
    expect(await percent()).toBeGreaterThan(before);
    await page.keyboard.press("Control+Minus");
    await page.keyboard.press("Control+Minus");
    expect(await percent()).toBeLessThan(before);
    await page.keyboard.press("Control+0");
    expect(await percent()).toBeGreaterThan(before);
    await page.locator(".pager input").fill("2");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("page=2"));
    await page.locator(".pager input").fill("99");
    await page.keyboard.press("Enter");
    expect(await page.inputValue(".pager input")).toBe("2");
  });

  test("the text view shows all the text, marked, at any size, in the text's own direction", async () => {
    const arabic = resource(/^عينة/);
    const page = await start(`#/read/${arabic.id}?page=2&q=${encodeURIComponent("ضغط")}`);
    await page.getByText("Text", { exact: true }).click();
    await page.waitForSelector("mark.now");
    expect(await page.locator("article").getAttribute("dir")).toBe("rtl");
    expect(await page.locator("article").getAttribute("lang")).toBe("ar");
    await page.getByText("Some of this text could not be read well").waitFor();
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("article") as Element).fontSize));
    const before = await size();
    await page.keyboard.press("Control+Equal");
    expect(await size()).toBeGreaterThan(before);
  });

  test("where the pages' own text is damaged, the text view steps in with the marks", async () => {
    const bengali = resource(/^নমুনা/);
    const page = await start(`#/read/${bengali.id}?page=2&q=${encodeURIComponent("রক্তচাপের")}`);
    await page.waitForSelector("article mark.now");
    expect(await page.locator("article mark").count()).toBe(2);
    expect(await page.locator(".pdfViewer").count()).toBe(1);
  });

  test("DOCX is read as text; pictures are shown; other formats and films that cannot play open elsewhere", async () => {
    const film = resource(/inhaler/);
    const page = await start(`#/read/${resource(/referral form/).id}?q=interpreter`);
    await page.waitForSelector("article mark.now");
    await page.goto(`${inject("window").url}#/read/${film.id}`);
    await page.getByText("This computer cannot play the recording here").waitFor();
    await page.locator(".media").getByRole("button", { name: "Open in another program" }).click();
    expect(await calls(page, "open_attachment")).toEqual([{ attachment: film.attachments[0]?.id }]);
    await page.getByText("Picture (sample)").first().click();
    await page.waitForFunction(() => (document.querySelector(".picture img") as HTMLImageElement | null)?.naturalWidth);
    await page.getByText("Everything (sample)").first().click();
    await page.getByText("This kind of file opens in another program").waitFor();
  });

  test("a damaged file says so and hurts nothing", async () => {
    const page = await start(`#/read/${resource(/damaged/).id}`);
    await page.getByText("The pages of this file cannot be shown here").waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    await page.waitForSelector("[data-row]");
  });

  test("what to do with a resource: open, show, save, copy the link", async () => {
    const page = await start(`#/read/${pressure.id}`);
    const id = pressure.attachments[0]?.id;
    await page.getByRole("button", { name: "Open in another program" }).click();
    await page.getByRole("button", { name: "Show in folder" }).click();
    await page.getByRole("button", { name: "Save a copy" }).click();
    await page.getByText("Saved 1 file: /home/reader/Documents/Official leaflet.pdf").first().waitFor();
    await page.getByRole("button", { name: "Copy link to public page" }).click();
    await page.getByText("Link copied").first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(pressure.page_url);
    expect(await calls(page, "open_attachment")).toEqual([{ attachment: id }]);
    expect(await calls(page, "show_in_folder")).toEqual([{ attachment: id }]);
    expect(await calls(page, "save_copy")).toEqual([{ id: pressure.id }]);
  });

  test("a withdrawn resource says so above the document", async () => {
    const page = await start(`#/read/${resource(/winter/).id}`);
    await page.getByText(/This was withdrawn from the site on/).waitFor();
  });

  test("a link out of the window shows where it leads before it opens", async () => {
    const page = await start(`#/read/${resource(/^Hestia/).id}`);
    await page.getByRole("link", { name: "Watch the film" }).click();
    await page.getByText("It opens in your browser and leads to youtube.com:").waitFor();
    expect(await calls(page, "open_link")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog[open]", { state: "detached" });
    expect(await hash(page)).toContain("#/read/");
    await page.getByRole("link", { name: "Watch the film" }).click();
    await page.getByRole("button", { name: "Open in the browser" }).click();
    expect(await calls(page, "open_link")).toEqual([{ url: "https://www.youtube.com/watch?v=sample" }]);
  });

  test("Esc leaves the reader", async () => {
    const page = await start();
    await page.locator("[data-row]").first().click();
    await page.waitForSelector(".toolbar");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => location.hash.startsWith("#/library"));
  });
});

describe("our vision", () => {
  test.each([true, false])("every word of the page is there, once (confirmed: %s)", async (confirmed) => {
    const page = await start("#/vision", { starter: !confirmed });
    await page.waitForSelector("footer");
    const words = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort();
    const shown = await page.evaluate(() => {
      const copy = document.querySelector("main")?.cloneNode(true) as HTMLElement;
      for (const own of copy.querySelectorAll("h1, footer, .hear, .number, .online")) own.remove();
      return [...copy.querySelectorAll("h2, h3, p, li")].filter((element) => !element.querySelector("h3, p")).map((element) => element.textContent).join("\n");
    });
    const { sections } = about(true);
    expect(words(shown)).toEqual(words(sections.map(({ heading, paragraphs, lists }) => [heading, ...paragraphs, ...lists.flat()].join("\n")).join("\n")));
    await page.getByText(confirmed ? /As on the site on/ : "From the copy that came with the program; not checked with the site yet").waitFor();
  });

  test("the four values, three points and two numbered lists have their layouts", async () => {
    const page = await start("#/vision");
    await page.waitForSelector("footer");
    expect(await page.locator(".statement").first().textContent()).toBe(about(true).vision);
    expect(await page.locator("ol.values li").count()).toBe(4);
    expect(await page.locator(".points li").count()).toBe(3);
    expect(await page.locator("ol.objectives li").count()).toBe(3);
    expect(await page.locator("ol.numbered").count()).toBe(2);
  });
});
