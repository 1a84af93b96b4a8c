/** What the search tells and offers beside its results: suggestions, corrections, what is not read yet, what has changed. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ARRIVAL, LIBRARY } from "../fake/catalogue";
import { person, resource } from "./person";
import { calls, violations } from "./window";

const { start } = person();
const titles = (page: Page) => page.locator("[data-row]").allTextContents();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute("data-row") || document.activeElement?.textContent);
const hash = (page: Page) => page.evaluate(() => location.hash);
const options = (page: Page) => page.locator("[role=listbox] [role=option]");
const reached = (page: Page) => page.evaluate(() => document.getElementById(document.getElementById("search")?.getAttribute("aria-activedescendant") ?? "")?.querySelector(".words")?.textContent ?? null);
const closed = (page: Page) => page.waitForSelector("[role=listbox]", { state: "detached" });
const asked = async (page: Page) => (await calls(page, "search")).at(-1)?.query;

describe("suggestions", () => {
  test("come while typing, over the results and not in their way", async () => {
    const page = await start();
    await page.waitForSelector("[data-row]");
    const before = await page.locator("[data-row]").first().boundingBox();
    await page.keyboard.type("sam");
    await options(page).first().waitFor();
    await page.getByText(/resources found/).first().waitFor();
    const box = page.getByRole("combobox", { name: "Search the library" });
    expect(await box.getAttribute("aria-expanded")).toBe("true");
    expect(await box.getAttribute("aria-controls")).toBe(await page.getByRole("listbox", { name: "Suggestions" }).getAttribute("id"));
    expect(await box.getAttribute("aria-activedescendant")).toBeNull();
    expect(await options(page).locator(".words").allTextContents()).toEqual([
      ...LIBRARY.filter(({ title }) => title.startsWith("Sample")).slice(0, 3).map(({ title }) => title), "sample",
    ]);
    expect((await page.locator("[data-row]").first().boundingBox())?.y).toBe(before?.y);
    expect(await focused(page)).toBe("search");
    expect(await calls(page, "suggest")).toContainEqual({ words: "sam", limit: 6 });
    expect(await violations(page)).toEqual([]);
  });

  test("down and up go through the list, and out of its ends to the results and to the box", async () => {
    const page = await start();
    await page.keyboard.type("bloo");
    await options(page).first().waitFor();
    const offered = await options(page).locator(".words").allTextContents();
    expect(offered.length).toBeGreaterThan(2);
    const [first = "", second = ""] = offered;
    await page.keyboard.press("ArrowDown");
    expect(await reached(page)).toBe(first);
    expect(await page.locator("[role=option][aria-selected=true]").count()).toBe(1);
    await page.keyboard.press("ArrowDown");
    expect(await reached(page)).toBe(second);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await reached(page)).toBeNull();
    await page.keyboard.press("ArrowUp");
    expect(await page.inputValue("#search")).toBe("bloo");
    expect(await focused(page)).toBe("search");
    for (const words of offered) {
      await page.keyboard.press("ArrowDown");
      expect(await reached(page)).toBe(words);
    }
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe(await page.locator("[data-row]").first().getAttribute("data-row"));
    await closed(page);
    await page.keyboard.press("ArrowUp");
    expect(await focused(page)).toBe("search");
    expect(await options(page).count()).toBe(0);
  });

  test("a title opens its resource, and the words stay for coming back", async () => {
    const page = await start();
    await page.keyboard.type("falls");
    await options(page).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".toolbar");
    expect(await hash(page)).toBe(`#/read/${resource(/referral form/).id}`);
    await page.keyboard.press("Alt+ArrowLeft");
    await page.waitForSelector("[data-row]");
    expect(await page.inputValue("#search")).toBe("falls");
    expect(await options(page).count()).toBe(0);
  });

  test.each([["hear", "Heart"], ["sle", "sleep"]])("for %j, %j fills the box and is searched", async (typed, chosen) => {
    const page = await start();
    await page.keyboard.type(typed);
    await page.getByRole("option", { name: chosen }).click();
    await closed(page);
    expect(await page.inputValue("#search")).toBe(chosen);
    expect(await focused(page)).toBe("search");
    await page.waitForFunction((words) => location.hash === `#/library?q=${words}`, chosen);
    await page.waitForFunction((words) => (window.calls.filter(({ command }) => command === "search").at(-1)?.args.query as { words: string }).words === words, chosen);
    expect(await asked(page)).toMatchObject({ words: chosen, typing: false });
    expect(await options(page).count()).toBe(0);
  });

  test("Enter without a choice searches as ever", async () => {
    const page = await start();
    await page.keyboard.type("bloo");
    await options(page).first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.hasAttribute("data-row"));
    await closed(page);
    expect(await page.inputValue("#search")).toBe("bloo");
  });

  test("Esc closes the list first and only then empties the box; it stays closed until the words change", async () => {
    const page = await start();
    await page.keyboard.type("bloo");
    await options(page).first().waitFor();
    await page.keyboard.press("Escape");
    await closed(page);
    expect(await page.inputValue("#search")).toBe("bloo");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.waitForTimeout(200);
    expect(await focused(page)).toBe("search");
    expect(await options(page).count()).toBe(0);
    await page.keyboard.press("End");
    await page.keyboard.type("d");
    await options(page).first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    expect(await page.inputValue("#search")).toBe("");
    await page.waitForTimeout(200);
    expect(await options(page).count()).toBe(0);
  });

  test("quick typing does not write the address with each letter, which WebKit would refuse, and the last words stand in it", async () => {
    const page = await start("#/library");
    await page.waitForSelector("[data-row]");
    await page.evaluate(() => {
      const replace = history.replaceState.bind(history);
      document.body.dataset.written = "0";
      history.replaceState = (...state) => {
        document.body.dataset.written = String(Number(document.body.dataset.written) + 1);
        replace(...state);
      };
    });
    await page.locator("#search").focus();
    for (let times = 0; times < 14; times += 1) {
      await page.keyboard.type("pressure");
      await page.keyboard.press("Control+a");
    }
    await page.keyboard.type("blood");
    await page.waitForFunction(() => location.hash === "#/library?q=blood");
    expect(Number(await page.evaluate(() => document.body.dataset.written))).toBeLessThan(90);
    await page.waitForFunction(() => document.querySelector<HTMLElement>("[data-answers]")?.dataset.answers === "blood");
  });

  test("Tab goes on, and leaves the words as they were typed", async () => {
    const page = await start();
    await page.keyboard.type("bloo");
    await options(page).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Clear the search");
    await closed(page);
    expect(await page.inputValue("#search")).toBe("bloo");
  });

  test("an answer that comes late for older words is dropped, and an empty box asks nothing", async () => {
    const page = await start("#/library", { suggest_delays_ms: { blood: 500, lighth: 0, sleep: 400 } });
    await page.keyboard.type("blood");
    await page.waitForFunction(() => window.calls.some(({ command, args }) => command === "suggest" && args.words === "blood"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("lighth");
    await page.waitForTimeout(800);
    expect(await options(page).filter({ hasText: "blood" }).count()).toBe(0);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("sleep");
    await page.waitForFunction(() => window.calls.some(({ command, args }) => command === "suggest" && args.words === "sleep"));
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.waitForTimeout(600);
    expect(await options(page).count()).toBe(0);
    expect((await calls(page, "suggest")).filter(({ words }) => String(words).trim() === "")).toEqual([]);
  });

  test("where the library cannot suggest, it still searches", async () => {
    const page = await start("#/library", { broken: ["suggest"] });
    await page.keyboard.type("lighthouse");
    await page.getByText("1 resource found").first().waitFor();
    expect(await options(page).count()).toBe(0);
  });
});

describe("misspelt words", () => {
  test("what was searched instead is said once, and leads to the words as typed and back", async () => {
    const page = await start("#/library?q=blood+presure");
    const button = page.getByRole("button", { name: "Search for “blood presure” instead" });
    await button.waitFor();
    expect(await page.getByText("Showing results for “blood pressure”", { exact: false }).and(page.locator("main *")).count()).toBe(1);
    // What is opened is marked with the words that were found.
    expect(await page.locator("[data-row]").first().getAttribute("href")).toContain("q=blood+pressure");
    expect(await page.locator("h3 mark").allTextContents()).toEqual(["blood", "pressure"]);
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Searched for “blood presure”, as you typed it.").waitFor();
    await page.getByRole("heading", { name: "Nothing found for “blood presure”" }).waitFor();
    expect(await asked(page)).toMatchObject({ words: "blood presure", as_typed: true });
    expect(await focused(page)).toBe("Search for “blood pressure” instead");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await button.waitFor();
    expect(await asked(page)).toMatchObject({ as_typed: false });
    expect(await focused(page)).toBe("Search for “blood presure” instead");
  });

  test("the words as typed are meant until they change", async () => {
    const page = await start("#/library?q=presure");
    await page.getByRole("button", { name: "Search for “presure” instead" }).click();
    await page.getByLabel("Year").selectOption("2019");
    await page.waitForFunction(() => (window.calls.filter(({ command }) => command === "search").at(-1)?.args.query as { year: number }).year === 2019);
    expect(await asked(page)).toMatchObject({ as_typed: true });
    await page.getByLabel("Year").selectOption("");
    await page.fill("#search", "presure home");
    await page.getByText("Showing results for “pressure home”.").waitFor();
    expect(await asked(page)).toMatchObject({ as_typed: false });
  });
});

describe("text that is still being read", () => {
  test("how much can be searched is said, also to listeners, and stays up to date", async () => {
    const page = await start("#/library?q=pressure", { incomplete: { searchable: 212, documents: 340 } });
    await page.locator("main").getByText("212 of 340 documents are searchable so far.").waitFor();
    await page.waitForFunction(() => document.querySelector("[role=status][aria-live]")?.textContent?.includes("212 of 340 documents are searchable so far."));
    expect(await page.getByText("Some files are still being read").count()).toBe(0);
    const before = await titles(page);
    await page.evaluate(() => window.caughtUp());
    await page.locator("main").getByText("212 of 340").waitFor({ state: "detached", timeout: 15_000 });
    expect(await titles(page)).toEqual(before);
    expect(await page.getByRole("button", { name: "Show the newest results" }).count()).toBe(0);
  });

  test("where the numbers are not known, it says what it knows", async () => {
    const page = await start("#/library?q=pressure", { incomplete: true });
    await page.locator("main").getByText("Some files are still being read").waitFor();
  });
});

describe("a refresh while someone looks", () => {
  const newest = (page: Page) => page.getByRole("button", { name: "The library has changed. Show the newest results" });
  /** The window has read the library again. */
  const refreshed = async (page: Page) => {
    const before = (await calls(page, "search")).length;
    await page.evaluate(() => { window.scheduled("started"); window.scheduled("progress"); });
    await page.getByRole("link", { name: "Status, 38% Refreshing" }).waitFor();
    await page.evaluate(() => window.scheduled("report"));
    await page.waitForFunction((count) => window.calls.filter(({ command }) => command === "search").length > count, before);
    await page.waitForTimeout(200);
  };

  test.each(["#/library?q=blood+pressure", "#/library"])("at %s what is shown keeps its places until the newest is asked for", async (address) => {
    const page = await start(address, { brings: "first" });
    await page.waitForSelector("[data-row]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const before = await titles(page);
    const place = await page.locator("[data-row]").nth(1).boundingBox();
    const row = await focused(page);
    await refreshed(page);
    await newest(page).waitFor();
    expect(await titles(page)).toEqual(before);
    expect(await page.locator("[data-row]").nth(1).boundingBox()).toEqual(place);
    expect(await focused(page)).toBe(row);
    expect(await violations(page)).toEqual([]);
    await page.waitForFunction(() => document.querySelector("[role=status][aria-live]")?.textContent?.includes("The library has changed."));
    await newest(page).click();
    await page.waitForFunction((id) => document.querySelector("[data-row]")?.getAttribute("data-row") === id, ARRIVAL.id);
    expect(await titles(page)).toEqual([ARRIVAL.title, ...before]);
    await page.waitForFunction((id) => document.activeElement?.getAttribute("data-row") === id, ARRIVAL.id);
    expect(await newest(page).count()).toBe(0);
  });

  test.each(["#/library?q=blood+pressure", "#/library"])("at %s a refresh that changes nothing shows nothing", async (address) => {
    const page = await start(address);
    await page.waitForSelector("[data-row]");
    const before = await titles(page);
    await refreshed(page);
    expect(await titles(page)).toEqual(before);
    expect(await newest(page).count()).toBe(0);
  });

  test("what comes after the end of the whole list moves nothing and is just there", async () => {
    const page = await start("#/library", { brings: "last" });
    await page.waitForSelector("[data-row]");
    const before = await titles(page);
    await refreshed(page);
    await page.waitForFunction((count) => document.querySelectorAll("[data-row]").length > count, before.length);
    expect(await titles(page)).toEqual([...before, ARRIVAL.title]);
    expect(await newest(page).count()).toBe(0);
  });

  test("a new question is answered by the library as it is now, and a visit elsewhere ends the looking", async () => {
    const page = await start("#/library?q=pressure", { brings: "first" });
    await page.waitForSelector("[data-row]");
    await refreshed(page);
    await newest(page).waitFor();
    await page.fill("#search", "blood");
    await page.waitForFunction((id) => document.querySelector("[data-row]")?.getAttribute("data-row") === id, ARRIVAL.id);
    expect(await newest(page).count()).toBe(0);
  });

  test("a visit elsewhere ends the looking; one into a resource does not", async () => {
    const page = await start("#/library?q=blood+pressure", { brings: "first" });
    await page.waitForSelector("[data-row]");
    const before = await titles(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".toolbar");
    await refreshed(page);
    await page.keyboard.press("Alt+ArrowLeft");
    await newest(page).waitFor();
    expect(await titles(page)).toEqual(before);
    await page.getByRole("link", { name: "Our vision" }).click();
    await page.waitForSelector("footer");
    await page.getByRole("link", { name: "Library" }).first().click();
    await page.waitForSelector("[data-row]");
    expect(await titles(page)).toEqual([ARRIVAL.title, ...before]);
    expect(await newest(page).count()).toBe(0);
  });

  test("a library that cannot be read again leaves on the screen what is there", async () => {
    const page = await start("#/library?q=blood+pressure");
    await page.waitForSelector("[data-row]");
    const before = await titles(page);
    await page.evaluate(() => window.breakDown(["search"]));
    await refreshed(page);
    expect(await titles(page)).toEqual(before);
    expect(await page.locator(".notice.bad").count()).toBe(0);
  });
});

describe("keys", () => {
  test("a row reached from below does not lie under the search box", async () => {
    const page = await start("#/library?q=blood+pressure");
    await page.waitForSelector("[data-row]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    for (let n = 0; n < 4; n++) await page.keyboard.press("ArrowUp");
    const head = await page.locator(".head").boundingBox();
    const row = await page.locator("[data-row]:focus").boundingBox();
    expect(row?.y).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0));
  });
});

describe("beside a hit", () => {
  test("what is only about the same subject stands apart, and is not counted as found", async () => {
    const page = await start("#/library?q=blood+pressure", { related: 1 });
    const heading = page.getByRole("heading", { name: "On the same subject, without your words" });
    await heading.waitFor();
    const rows = await page.locator("a[data-row]").count();
    expect(await page.getByText(`${rows - 1} resource`).first().isVisible()).toBe(true);
    expect(await heading.locator("+ ol a[data-row]").count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  });

  test.each([[1, "The same file is listed in 1 more place"], [2, "The same file is listed in 2 more places"]])("the same file in %i more: said, and the others can be opened", async (same, words) => {
    const page = await start("#/library?q=blood+pressure", { same });
    const more = page.getByText(words);
    await more.waitFor();
    expect(await page.getByText(/The same file is listed/).count()).toBe(1);
    await more.focus();
    await page.keyboard.press("Enter");
    const other = page.locator("a.other").first();
    await other.waitFor();
    expect(await page.locator("a.other").count()).toBe(same);
    expect(await violations(page)).toEqual([]);
    await other.click();
    await page.waitForFunction(() => location.hash.startsWith("#/read/"));
  });

  test("Ctrl+Shift+E says why each result is there, in its place, and takes it away again", async () => {
    const page = await start("#/library?q=blood+pressure");
    await page.waitForSelector("[data-row]");
    const before = await titles(page);
    expect(await asked(page)).toMatchObject({ explain: false });
    await page.keyboard.press("Control+Shift+E");
    await page.getByRole("heading", { name: "Why this is here" }).first().waitFor();
    expect(await asked(page)).toMatchObject({ explain: true, prefer: null });
    expect(await page.getByText("All words stand in it").count()).toBe(before.length);
    expect(await titles(page)).toEqual(before);
    expect(await focused(page)).toBe("search");
    const choice = page.getByRole("switch", { name: /Show why each result is here/ });
    expect(await choice.getAttribute("aria-checked")).toBe("true");
    expect(await violations(page)).toEqual([]);
    await choice.click();
    expect(await page.getByText("Why this is here").count()).toBe(0);
    expect(await choice.getAttribute("aria-checked")).toBe("false");
  });
});

describe("the year", () => {
  test("narrows the list and the search, and stands in the address", async () => {
    const page = await start();
    await page.waitForSelector("[data-row]");
    const year = page.getByLabel("Year");
    expect(await year.locator("option").allTextContents()).toEqual(["Any year", "2024", "2023", "2022", "2021", "2020", "2019"]);
    await year.selectOption("2020");
    await page.getByText("2 resources", { exact: true }).waitFor();
    expect(await hash(page)).toBe("#/library?year=2020");
    await page.fill("#search", "board");
    await page.getByText("1 resource found with these filters").first().waitFor();
    expect(await asked(page)).toMatchObject({ year: 2020 });
    await page.getByRole("button", { name: "Clear filters" }).click();
    expect(await year.inputValue()).toBe("");
    expect(await hash(page)).toBe("#/library?q=board");
  });
});

describe("nothing found", () => {
  const button = (page: Page, name: string) => page.locator(".nothing").getByRole("button", { name });

  test("each filter is dropped with one press, with what it hides; the first result has the focus then", async () => {
    const page = await start("#/library?q=lighthouse&kind=leaflet&year=2020");
    await button(page, "Search all kinds (0 found)").waitFor();
    await button(page, "Search all years (0 found)").waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, "Search all years").click();
    await button(page, "Search all kinds (1 found)").click();
    await page.waitForFunction((id) => document.activeElement?.getAttribute("data-row") === id, resource(/long handbook/).id);
    expect(await hash(page)).toBe("#/library?q=lighthouse");
  });

  test("the list without words counts what each filter hides", async () => {
    const page = await start("#/library?language=bn&year=2020");
    await page.getByRole("heading", { name: "No resource fits these filters" }).waitFor();
    expect(await page.locator(".nothing button").allInnerTexts()).toEqual(["Search all languages (2 found)", "Search all years (1 found)", "Clear filters"]);
    await button(page, "Search all years").click();
    await page.waitForFunction((id) => document.activeElement?.getAttribute("data-row") === id, resource(/^নমুনা/).id);
  });
});
