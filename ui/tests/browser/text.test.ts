/** The text of a document: its headings and lists, its links, its sizes, and reading it aloud. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";
import { TRANSLATED } from "../fake/catalogue";
import { calls, violations } from "./window";

const { start } = person();
const form = resource(/referral form/);
const pressure = resource(/^Sample: looking/);
const heard = (page: Page) => page.evaluate(() => window.heard.map(({ text }) => text));

describe("as it is written", () => {
  test("headings, lists and addresses are what they are; a link asks before it leads out", async () => {
    const page = await start(`#/read/${form.id}?q=language`);
    await page.waitForSelector("article mark.now");
    expect(await page.locator("article h2").allTextContents()).toEqual(["Referral form for the falls clinic (sample)"]);
    expect(await page.locator("article h3").allTextContents()).toEqual(["Who is referred", "Why"]);
    expect(await page.locator("article li").count()).toBe(3);
    await page.getByRole("link", { name: "www.towerhamletstogether.com/resource-library" }).click();
    await page.getByText("It opens in your browser and leads to towerhamletstogether.com:").waitFor();
    expect(await calls(page, "open_link")).toEqual([]);
  });

  test("a link of the document leads to its page, and who reads with the keyboard goes on there", async () => {
    const page = await start(`#/read/${pressure.id}`);
    await page.getByRole("radio", { name: "Text", exact: true }).check({ force: true });
    const link = page.getByRole("link", { name: "the team that gave you this sheet" });
    await link.waitFor();
    expect(await link.getAttribute("href")).toContain("page=6");
    await link.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent === "Page 6");
    await page.waitForFunction(() => {
      const [last, box] = [document.querySelector('[data-page="6"] .page')?.getBoundingClientRect(), document.querySelector(".box")?.getBoundingClientRect()];
      return last && box && last.top >= box.top && last.bottom <= box.bottom;
    });
    await page.waitForFunction(() => location.hash.includes("page=6"));
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.querySelector(".box")?.contains(document.activeElement))).toBe(false);
  });

  test("links out of the document: to the web, to a mailbox, to a telephone; each is shown first", async () => {
    const page = await start(`#/read/${pressure.id}`);
    await page.getByRole("radio", { name: "Text", exact: true }).check({ force: true });
    await page.getByRole("link", { name: "walks, cooking lessons and company" }).click();
    await page.getByText("https://www.example.org/groups?near=e1").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Open in the browser" }).click();
    expect(await calls(page, "open_link")).toEqual([{ url: "https://www.example.org/groups?near=e1" }]);
    await page.goto(page.url().replace(/#.*/u, `#/read/${form.id}`));
    await page.getByRole("link", { name: "the clinic" }).click();
    const dialog = page.getByRole("dialog", { name: "This is an e-mail address" });
    await dialog.getByText("falls@example.org").waitFor();
    expect(await violations(page)).toEqual([]);
    if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE.replace(".", "-mail.") });
    await dialog.getByRole("button", { name: "Write an e-mail" }).click();
    expect(await calls(page, "send_mail")).toEqual([{ mail: { to: "falls@example.org", subject: "", body: "" } }]);
    await page.getByRole("link", { name: "Telephone" }).click();
    await page.getByRole("dialog", { name: "This is a telephone number" }).getByText("+442079460101").waitFor();
    expect(await page.getByRole("button", { name: "Copy the number" }).count()).toBe(1);
    if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE.replace(".", "-phone.") });
  });

  test("the document's own contents lead through its text", async () => {
    const page = await start(`#/read/${resource(/handbook/).id}`);
    await page.getByRole("radio", { name: "Text", exact: true }).check({ force: true });
    await page.waitForSelector("article section");
    await page.keyboard.press("Control+b");
    const entries = page.locator(".contents li");
    expect(await entries.count()).toBe(300);
    expect(await entries.evaluateAll((all) => all.slice(0, 4).map((one) => [one.textContent?.trim(), (one as HTMLElement).dataset.level]))).toEqual([
      ["Chapter 1", "0"], ["Chapter 2", "1"], ["Chapter 3", "1"], ["Chapter 4", "0"],
    ]);
    await page.getByRole("button", { name: "Chapter 40", exact: true }).click();
    await page.waitForFunction(() => {
      const [heading, box] = [document.querySelector('[data-page="40"] h3')?.getBoundingClientRect(), document.querySelector(".box")?.getBoundingClientRect()];
      return heading && box && heading.top >= box.top - 1 && heading.bottom <= box.bottom;
    });
    expect(await violations(page)).toEqual([]);
    if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE.replace(".", "-contents.") });
  });

  test("the headings are a table of contents", async () => {
    const page = await start(`#/read/${form.id}`);
    await page.waitForSelector("article h3");
    await page.keyboard.press("Control+b");
    expect(await page.locator(".contents button").allTextContents()).toEqual(["Referral form for the falls clinic (sample)", "Who is referred", "Why"]);
    for (let n = 0; n < 9; n++) await page.keyboard.press("Control+Equal");
    await page.getByRole("button", { name: "Why", exact: true }).click();
    await page.waitForFunction(() => {
      const [heading, box] = [[...document.querySelectorAll("article h3")].at(-1), document.querySelector(".box")];
      const [one, all] = [heading?.getBoundingClientRect(), box?.getBoundingClientRect()];
      return one && all && one.top >= all.top - 1 && one.bottom <= all.bottom + 1;
    });
  });
});

test("a page whose words may be wrong says so, in the reader's language; the page has its own", async () => {
  const page = await start(`#/read/${resource(/^عينة/).id}`);
  await page.getByRole("radio", { name: "Text", exact: true }).check({ force: true });
  await page.waitForSelector("article section");
  const sections = page.locator("article section");
  expect(await sections.first().getAttribute("lang")).toBe("ar");
  expect(await sections.first().getAttribute("dir")).toBe("rtl");
  const notes = page.getByText("The words on this page may have been read wrongly.");
  expect(await notes.count()).toBe(1);
  expect(await sections.first().locator(".doubt").getAttribute("lang")).toBe("en-GB");
  if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE });
});

describe("aloud", () => {
  test("from the page that is open, sentence by sentence, the paragraph marked; it stops with its key and with leaving", async () => {
    const page = await start(`#/read/${pressure.id}?page=3`, { voices: ["en-US", "en-GB", "bn-IN"], spoken_ms: 250 });
    await page.waitForSelector(".page[data-loaded]");
    await page.keyboard.press("Alt+Shift+A");
    await page.waitForSelector("article .aloud");
    await page.waitForFunction(() => window.heard.length >= 3);
    expect((await heard(page)).slice(0, 3)).toEqual(["Measuring at home", "Sit down and rest before you measure.", "Keep your arm at the height of your heart."]);
    expect(await page.evaluate(() => window.heard[0]?.voice)).toBe("Voice en-GB");
    expect(await page.locator("article .aloud").textContent()).toContain("Sit down and rest");
    const [read, box] = [await page.locator("article .aloud").boundingBox(), await page.locator(".box").boundingBox()];
    expect(read && box && read.y >= box.y && read.y + read.height <= box.y + box.height, "in sight").toBe(true);
    await page.keyboard.press("Alt+Shift+X");
    expect(await page.locator("article .aloud").count()).toBe(0);
    const said = (await heard(page)).length;
    await page.waitForTimeout(400);
    expect((await heard(page)).length).toBe(said);
  });

  test("it is held, goes on where it was, skips a paragraph, and is read faster", async () => {
    const page = await start(`#/read/${form.id}`, { voices: ["en-GB"], spoken_ms: 60_000 });
    await page.waitForSelector("article h3");
    await page.getByRole("button", { name: "Read aloud" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("button", { name: "Next paragraph" }).click();
    await page.getByRole("button", { name: "Faster" }).click();
    const words = await page.evaluate(() => window.heard);
    expect(words.map(({ text }) => text.slice(0, 12))).toEqual(["Referral for", "Referral for", "This is a sa", "This is a sa"]);
    expect(words.map(({ rate }) => rate)).toEqual([1, 1, 1, 1.2]);
    await page.getByRole("button", { name: "Stop" }).click();
    expect(await page.getByRole("button", { name: "Pause" }).count()).toBe(0);
  });

  test.each([[[], "This computer has no voice for reading aloud."], [["en-GB", "ar"], "This computer has no voice that reads Somali."]])(
    "with the voices %j it says so: %s",
    async (voices, words) => {
      const page = await start(`#/read/${resource(/^Tusaale/).id}`, { voices });
      await page.waitForSelector(".page[data-loaded]");
      await page.getByRole("button", { name: "Read aloud" }).click();
      await page.getByText(words).waitFor();
      expect(await heard(page)).toEqual([]);
    },
  );

  test("each page in its own language; where no voice reads it, it says so there", async () => {
    const mixed = `#/read/${TRANSLATED[3]?.id}`;
    const page = await start(mixed, { translated: true, voices: ["en-GB", "bn-IN"], spoken_ms: 5 });
    await page.waitForSelector(".page[data-loaded]");
    await page.keyboard.press("Alt+Shift+A");
    await page.waitForFunction(() => window.heard.some(({ voice }) => voice === "Voice bn-IN"));
    expect(await page.evaluate(() => window.heard[0]?.voice)).toBe("Voice en-GB");
    const other = await start(mixed, { translated: true, voices: ["en-GB"], spoken_ms: 5 });
    await other.waitForSelector(".page[data-loaded]");
    await other.keyboard.press("Alt+Shift+A");
    await other.getByText("This computer has no voice that reads Bengali.").waitFor();
    expect((await heard(other)).at(-1)).toContain("what your own numbers mean");
  });

  test("to its end, and then it is quiet", async () => {
    const page = await start(`#/read/${form.id}`, { voices: ["en"], spoken_ms: 5 });
    await page.waitForSelector("article h3");
    await page.keyboard.press("Alt+Shift+A");
    await page.waitForFunction(() => window.heard.at(-1)?.text.startsWith("More is at"));
    await page.waitForFunction(() => document.querySelector(".aloud") === null);
  });
});
