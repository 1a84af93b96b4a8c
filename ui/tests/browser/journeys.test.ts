/** What a person does in the window, with mouse and with keys alone. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { about, LIBRARY } from "../fake/catalogue";
import type { Scenario } from "../fake/host";
import { calls, launch, openWindow, violations, type Look } from "./window";

let browser: Browser;
let opened: Awaited<ReturnType<typeof openWindow>> | undefined;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
afterEach(async () => {
  // Whatever a journey did, the window reported no error and broke no rule of its content security policy.
  const problems = opened?.problems ?? [];
  await opened?.close();
  opened = undefined;
  expect(problems).toEqual([]);
});

async function start(hash = "#/library", scenario: Scenario = {}, look: Look = {}): Promise<Page> {
  opened = await openWindow(browser, inject("window"), hash, scenario, look);
  return opened.page;
}
const resource = (title: RegExp) => {
  const found = LIBRARY.find((candidate) => title.test(candidate.title));
  if (!found) throw new Error(`no resource ${title}`);
  return found;
};
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
    await page.getByText("বাংলা").first().click();
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

  test("a corrected search says so, and an incomplete index too", async () => {
    const page = await start("#/library?q=presure", { incomplete: true });
    await page.getByText("Showing results for “pressure”.").waitFor();
    await page.getByText("Some files are still being read").waitFor();
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
    const fetched = (opened?.ranges.length ?? 0) * 65_536;
    expect(whole).toBeGreaterThan(1_500_000);
    expect(fetched).toBeLessThan(whole / 2);
    for (let n = 0; n < 30; n++) await page.getByRole("button", { name: "Page before" }).click();
    await page.waitForFunction(() => document.querySelector('.page[data-page-number="20"] .textLayer')?.textContent?.includes("Chapter 20"));
    expect(await page.locator(".pdfViewer canvas").count()).toBeLessThanOrEqual(12);
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

describe("what is new", () => {
  const leaflet = resource(/Urgent/);
  const rail = (page: Page) => page.getByRole("navigation").getByRole("link", { name: /What’s new/ });
  const listed = (page: Page) => page.locator("[data-news]").allTextContents();

  test("the rail counts it; it is listed by resource, the newest first, with the words that changed", async () => {
    const page = await start();
    await page.getByRole("link", { name: "What’s new, 9 with news" }).click();
    await page.getByText(/^Since you last looked, on .*2 new · 6 changed · 1 withdrawn/).waitFor();
    expect((await listed(page)).slice(0, 3)).toEqual([resource(/inhaler/).title, leaflet.title, "Our vision"]);
    const card = page.locator("li.card", { hasText: leaflet.title });
    await card.getByText("New version of the file: Official leaflet").waitFor();
    expect(await card.locator("del").allTextContents()).toEqual(["Taken away: 8am to 10pm"]);
    expect(await card.locator("ins").allTextContents()).toEqual(["Put in: 9am to 11pm", "Put in: NHS 111 or"]);
    await card.getByText("Page 2", { exact: true }).waitFor();
  });

  test("the look is noted on leaving, not before, and a resource is a part of the visit", async () => {
    const page = await start("#/new");
    await page.waitForSelector("[data-news]");
    const before = await listed(page);
    await page.locator("[data-news]").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".toolbar");
    await page.waitForFunction(() => window.calls.some(({ command }) => command === "looked_at"));
    expect(await calls(page, "looked_at")).toEqual([{ id: leaflet.id }]);
    await page.keyboard.press("Alt+ArrowLeft");
    await page.waitForFunction((id) => document.activeElement?.getAttribute("data-news") === id, leaflet.id);
    expect(await listed(page)).toEqual(before);
    expect(await calls(page, "looked_at_all")).toEqual([]);
    await page.getByRole("link", { name: "What’s new, 8 with news" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.waitForFunction(() => window.calls.some(({ command }) => command === "looked_at_all"));
    await page.getByRole("link", { name: "What’s new", exact: true }).click();
    await page.getByText("Nothing new since you last looked").waitFor();
  });

  test("all can be marked as seen at once, and stays to be read until the screen is left", async () => {
    const page = await start("#/new");
    await page.waitForSelector("[data-news]");
    const before = await listed(page);
    await page.getByRole("button", { name: "Mark all as seen" }).click();
    await page.getByRole("link", { name: "What’s new", exact: true }).waitFor();
    expect(await listed(page)).toEqual(before);
    expect(await page.locator(".dot").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Mark all as seen" }).isDisabled()).toBe(true);
    expect(await calls(page, "looked_at_all")).toHaveLength(1);
  });

  test("what a refresh brings meanwhile is offered, and does not push the list about", async () => {
    const page = await start("#/new");
    await page.waitForSelector("[data-news]");
    const before = await listed(page);
    await page.evaluate(() => window.scheduled("report"));
    const fresher = page.getByRole("button", { name: "Show the newest" });
    await fresher.waitFor();
    expect(await listed(page)).toEqual(before);
    await fresher.click();
    await page.waitForFunction((count) => document.querySelectorAll("[data-news]").length === count, before.length + 1);
    expect((await listed(page))[0]).toBe(resource(/falls clinic/).title);
  });

  test("further back: the last month, and everything", async () => {
    const page = await start("#/new", { looked: "now" });
    await page.getByText("Nothing new since you last looked").waitFor();
    await page.getByText("The last 30 days").click();
    await page.getByText("Its words were not compared.").waitFor();
    const kind = page.locator("li.card", { hasText: "Let’s keep" }).locator(".change", { hasText: "The kind changed" });
    expect(await kind.locator("del, ins").allTextContents()).toEqual(["Taken away: Leaflet", "Put in: Guide"]);
    await page.waitForFunction(() => document.querySelector("[role=status][aria-live]")?.textContent?.startsWith("2 new, 8 changed"));
    expect(await calls(page, "whats_new")).toHaveLength(2);
  });

  test("who never looked is told what this page is for; nothing is called new", async () => {
    const page = await start("#/new", { looked: "never" });
    await page.getByText("From now on this page shows what is new").waitFor();
    await page.getByRole("link", { name: "Our vision" }).click();
    await page.waitForFunction(() => window.calls.some(({ command }) => command === "looked_at_all"));
  });

  test("a resource tells its own history, what is new in it marked", async () => {
    const page = await start(`#/read/${leaflet.id}`);
    await page.getByRole("button", { name: "Changed since you last looked" }).click();
    await page.waitForFunction(() => document.activeElement?.id === "history");
    const changes = page.locator("aside .change");
    expect(await changes.count()).toBe(2);
    expect(await changes.filter({ hasText: "New to you" }).count()).toBe(1);
    await changes.nth(1).getByText("The title changed").waitFor();
    // It stays marked while it is read; the next time it is not new any more.
    await page.getByRole("link", { name: "What’s new, 8 with news" }).waitFor();
    expect(await changes.filter({ hasText: "New to you" }).count()).toBe(1);
    await page.goto(`${inject("window").url}#/read/${resource(/^OCEAN/).id}`);
    await page.getByRole("button", { name: "Show 4 more" }).click();
    await page.waitForFunction(() => document.querySelectorAll("aside .change").length === 9);
    expect(await page.getByText("New to you").count()).toBe(0);
  });

  test("on a narrow window every place is still in reach", async () => {
    const page = await start("#/library", {}, { width: 320, height: 700 });
    await rail(page).click();
    await page.waitForSelector("[data-news]");
    const places = await page.locator("nav ul a").evaluateAll((links) => links.map((link) => link.getBoundingClientRect().right));
    expect(Math.max(...places)).toBeLessThanOrEqual(320);
  });
});

describe("our vision", () => {
  test.each([true, false])("every word of the page is there, once (confirmed: %s)", async (confirmed) => {
    const page = await start("#/vision", { starter: !confirmed });
    await page.waitForSelector("footer");
    const words = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort();
    const shown = await page.evaluate(() => {
      const copy = document.querySelector("main")?.cloneNode(true) as HTMLElement;
      for (const own of copy.querySelectorAll("h1, footer, .number, .online")) own.remove();
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

describe("status", () => {
  test("says what is here and how fresh", async () => {
    const page = await start("#/status");
    await page.getByText("Brought up to date 2 days ago").waitFor();
    await page.getByText("/home/reader/.local/share/together-library").waitFor();
    expect(await page.locator(".counters").textContent()).toMatch(/18\.4 MB/);
  });

  test("a refresh shows its progress, can be stopped, and says that it was", async () => {
    const page = await start("#/status", { refresh: "slow" });
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByText("7 of 18 files").waitFor();
    expect(await page.locator("progress").getAttribute("value")).toBe("7");
    const said = (await page.getByRole("region", { name: "Refreshing", exact: true }).textContent()) ?? "";
    for (const words of ["Step 2 of 4", "8.5 MB received", "310 KB a second", "about 2 minutes left", "Shared Outcomes Framework", "1 problem so far", "a web page in place of the file"]) {
      expect(said).toContain(words);
    }
    await page.getByRole("link", { name: "Our vision" }).click();
    await page.getByRole("link", { name: "Status, 38% Refreshing" }).waitFor();
    await page.getByRole("link", { name: "Status" }).click();
    await page.getByRole("button", { name: "Stop the refresh" }).click();
    await page.getByText("You stopped the refresh").first().waitFor();
    expect(await calls(page, "cancel_refresh")).toHaveLength(1);
  });

  test("problems are listed in plain words", async () => {
    const page = await start("#/status", { refresh: "partial" });
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByText("the site answered with a web page in place of the file").waitFor();
  });

  test("without a network it says so and that nothing was lost", async () => {
    const page = await start("#/status", { refresh: "offline" });
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByRole("heading", { name: "There is no internet" }).waitFor();
    await page.getByText("everything that was here is still here").waitFor();
    await page.getByText(/The next refresh comes by itself (today|tomorrow) at \d\d:\d\d/).waitFor();
  });

  test("where the network wants a sign-in, the way to its page is a site that is not asked safely", async () => {
    const page = await start("#/status", { refresh: "captive_portal" });
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByRole("heading", { name: "This network wants you to sign in" }).waitFor();
    await page.getByRole("button", { name: "Open the sign-in page" }).click();
    await page.getByRole("button", { name: "Open in the browser" }).click();
    expect(await calls(page, "open_link")).toEqual([{ url: "http://www.towerhamletstogether.com/" }]);
    await page.getByRole("button", { name: "Look again" }).click();
    await page.waitForFunction(() => window.calls.filter(({ command }) => command === "refresh").length === 2);
  });

  test("a site that lost much: what would go is shown, and nothing goes before it was agreed to twice", async () => {
    const page = await start("#/status", { refresh: "site_changed" });
    await page.getByRole("button", { name: "Refresh" }).click();
    const listed = page.getByRole("region", { name: /^These 14 would be marked/ }).getByRole("link");
    await listed.first().waitFor();
    expect(await listed.allTextContents()).toEqual(LIBRARY.slice(2, 16).map(({ title }) => title));
    await page.getByRole("button", { name: "Look again" }).click();
    await page.waitForFunction(() => window.calls.filter(({ command }) => command === "refresh").length === 2);
    const ask = page.getByRole("button", { name: "Accept: mark these 14 as withdrawn…" });
    await ask.click();
    await page.getByText("They stay in the library and can still be read.").waitFor();
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog[open]", { state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Accept");
    await ask.click();
    await page.getByRole("button", { name: "Mark 14 as withdrawn", exact: true }).click();
    await page.getByText("The library is up to date").first().waitFor();
    const accepted = (await calls(page, "refresh")).map(({ accept }) => (accept as string[]).length);
    expect(accepted).toEqual([0, 0, 14]);
  });

  test("a refresh that is refused says who is in the way", async () => {
    const page = await start("#/status", { refresh: "busy" });
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByRole("heading", { name: "Another window or program is changing the library" }).waitFor();
  });

  test("a library without room leads to the setting that gives it more", async () => {
    const page = await start("#/status", { refresh: "library_full" });
    await page.getByRole("button", { name: "Refresh", exact: true }).click();
    await page.getByText("Came before it stopped: 2 new · 1 changed · 4 files fetched").waitFor();
    await page.getByRole("link", { name: "Status, The library has no room left" }).waitFor();
    await page.getByRole("button", { name: "Choose how much room" }).click();
    await page.waitForFunction(() => document.activeElement?.id === "settings");
  });

  test("elsewhere in the window the end of a refresh is told in a corner", async () => {
    const page = await start("#/library", { starter: true, refresh: "unreachable" });
    await page.getByRole("button", { name: "Refresh now" }).click();
    await page.getByRole("region", { name: "Message" }).getByText("The site cannot be reached").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test("a refresh of the schedule is shown like one's own, and can be stopped", async () => {
    const page = await start("#/library");
    await page.waitForSelector("[data-row]");
    await page.evaluate(() => { window.scheduled("started"); window.scheduled("progress"); });
    await page.getByRole("link", { name: "Status, 38% Refreshing" }).click();
    await page.getByText("Step 2 of 4 · Started by itself").waitFor();
    expect(await page.getByRole("button", { name: "Refresh", exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Stop the refresh" }).click();
    expect(await calls(page, "cancel_refresh")).toHaveLength(1);
    await page.evaluate(() => window.scheduled("report"));
    await page.getByText("The library is up to date").first().waitFor();
    await page.getByRole("button", { name: "Refresh", exact: true }).waitFor();
    expect(await page.getByText("Stopping").count()).toBe(0);
  });

  test("where it needs a person, the edge says so, and nothing pops up", async () => {
    const page = await start("#/library", { refresh: "captive_portal" });
    await page.waitForSelector("[data-row]");
    await page.evaluate(() => window.scheduled("report"));
    await page.getByRole("link", { name: "Status, This network wants you to sign in" }).waitFor();
    expect(await page.locator(".toast").count()).toBe(0);
  });

  test("the last refreshes are on record, problems folded", async () => {
    const page = await start("#/status");
    const record = page.getByRole("region", { name: "The last refreshes" });
    await record.getByText("2 new · 1 changed · 4 files fetched · Took 2 minutes · 24 requests · 8.5 MB received").waitFor();
    expect(await record.getByRole("listitem").count()).toBe(3);
    await record.getByRole("button", { name: "Show 4 more" }).click();
    const partial = record.getByRole("listitem").nth(3);
    expect(await partial.getByText("a web page in place of the file").isVisible()).toBe(false);
    await partial.getByText("1 problem").click();
    await partial.getByText("a web page in place of the file").waitFor();
    expect(await calls(page, "refreshes")).toEqual([{ most: 10 }]);
  });

  test("after a start the last refresh that needs a person still says so", async () => {
    const page = await start("#/status", { last: "site_changed" });
    await page.getByRole("button", { name: "Accept: mark these 14 as withdrawn…" }).waitFor();
    await page.getByRole("link", { name: "Status, The site looks very different" }).waitFor();
  });

  test("notices, and why a refresh waits", async () => {
    const message = "The list was made again after damage.";
    const page = await start("#/status", { status: { waiting_for: "battery", notices: [{ code: "rebuilt", url: "", message }] } });
    await page.getByText(message).waitFor();
    await page.getByText(/It waits until this computer is plugged in/).waitFor();
  });

  test("settings hold at once; what policy holds is shown and cannot be changed", async () => {
    const page = await start("#/status", { held: ["pause_on_metered"] });
    await page.getByLabel("Refresh", { exact: true }).selectOption({ label: "Once a day" });
    await page.getByText("Saved").first().waitFor();
    await page.getByLabel("Room that files may take").selectOption({ label: "50 GB" });
    await page.getByLabel("Wait while the computer runs on its battery").check();
    await page.waitForFunction(() => window.calls.filter(({ command }) => command === "set_settings").length === 3);
    expect((await calls(page, "set_settings")).at(-1)).toEqual({
      settings: { refresh_every_hours: 24, pause_on_metered: true, pause_on_battery: true, library_limit_mb: 50_000 },
    });
    const metered = page.getByLabel("Wait on connections that cost money by use");
    expect(await metered.isDisabled()).toBe(true);
    expect(await metered.evaluate((input) => document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent)).toContain("Set by your IT team");
  });

  test("a setting that cannot be kept goes back to what it was", async () => {
    const page = await start("#/status", { broken: ["set_settings"] });
    const battery = page.getByLabel("Wait while the computer runs on its battery");
    await battery.click();
    await page.getByText("The library could not be read").first().waitFor();
    await page.waitForFunction(() => window.calls.filter(({ command }) => command === "settings").length === 2);
    expect(await battery.isChecked()).toBe(false);
  });

  test.each(["list", "about", "status", "show", "whats_new"] as const)("where the library cannot answer %s, that is said with what to try", async (command) => {
    const places = { list: "#/library", about: "#/vision", status: "#/status", show: "#/read/none", whats_new: "#/new" };
    const page = await start(places[command], { broken: [command] });
    await page.getByText("The library could not be read").first().waitFor();
    await page.getByText("Start the program again.").first().waitFor();
  });
});
