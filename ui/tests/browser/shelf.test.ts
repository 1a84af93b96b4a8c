/** What a person keeps at hand: favourites, packs, what was opened last, notes; and what was not found. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";
import { calls } from "./window";

const { start } = person();
const title = (page: Page) => page.locator(".list [data-row]");
const titles = (page: Page) => title(page).allTextContents();
const choose = (page: Page, part: string) => page.locator(".parts label", { hasText: part }).click();
/** What the person is told that was done, or was not. */
const told = (page: Page, words: string) => page.locator(".toast", { hasText: words }).waitFor();
const pressure = resource(/^Sample: looking/);

describe("favourites", () => {
  test("a star in the results puts a resource on the shelf, and the keys take it off again, until that is undone", async () => {
    const page = await start("#/library?q=pressure");
    const row = page.locator("[data-row]").first();
    const name = (await row.textContent()) ?? "";
    const star = page.getByRole("button", { name: `Favourite: ${name}` });
    await star.click();
    expect(await star.getAttribute("aria-pressed")).toBe("true");
    expect(page.url()).toContain("q=pressure");

    await page.getByRole("link", { name: "My shelf" }).click();
    expect(await titles(page)).toEqual([name]);
    await title(page).first().focus();
    await page.keyboard.press("Control+D");
    await page.getByText("No favourites yet").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await titles(page)).toEqual([name]);
    expect((await calls(page, "change_shelf")).map(({ change }) => (change as { kind: string }).kind)).toEqual(["star", "unstar", "restore_favourite"]);
  });

  test("the keys work while reading, and where nothing is at hand they do nothing", async () => {
    const page = await start("#/settings");
    await page.waitForSelector("h1");
    await page.keyboard.press("Control+D");
    await page.evaluate((id) => (location.hash = `#/read/${id}`), pressure.id);
    const star = page.getByRole("button", { name: `Favourite: ${pressure.title}` });
    await star.waitFor();
    await page.keyboard.press("Control+D");
    await told(page, "Added to your favourites");
    expect(await star.getAttribute("aria-pressed")).toBe("true");
  });

  test("what was withdrawn stays with its state, and what this library lacks keeps its name", async () => {
    const page = await start("#/shelf", { shelf: "full" });
    await title(page).first().waitFor();
    expect(await page.getByText("Withdrawn on").count()).toBe(1);
    const missing = page.getByRole("listitem").filter({ hasText: "a leaflet of another library" });
    expect(await missing.textContent()).toContain("Not in this library");
    expect(await missing.getByRole("link").count()).toBe(0);
  });

  test("it needs no list: what is on the shelf is asked for by name, all at once", async () => {
    const page = await start("#/shelf", { shelf: "full", delays_ms: { "": 60_000 } });
    await expect.poll(() => titles(page)).toHaveLength(3);
    await page.getByText("Not in this library").waitFor();
    const asked = await calls(page, "listed");
    expect(asked).toHaveLength(1);
    expect(asked[0]?.ids).toHaveLength(4);
  });

  test("arrow keys go from title to title", async () => {
    const page = await start("#/shelf", { shelf: "full" });
    await title(page).first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    expect(await title(page).nth(1).evaluate((link) => link === document.activeElement)).toBe(true);
  });
});

describe("packs", () => {
  test("are made while reading, put in order by keyboard, renamed, emptied and deleted, and all of it undone", async () => {
    const page = await start(`#/read/${pressure.id}`, { shelf: "full" });
    await page.getByRole("button", { name: "Add to a pack" }).click();
    const dialog = page.getByRole("dialog", { name: "Add to a pack" });
    await dialog.getByLabel("New pack").fill("home VISITS");
    await dialog.getByRole("button", { name: "Make it" }).click();
    await told(page, "You have a pack with this name already.");
    await dialog.getByRole("button", { name: /Home visits/ }).click();
    await told(page, `“${pressure.title}” is in “Home visits” now`);
    expect(await dialog.count()).toBe(0);

    await page.getByRole("link", { name: "My shelf" }).click();
    await choose(page, "Packs");
    const pack = page.getByRole("region", { name: /Home visits/ });
    const inside = () => pack.locator("[data-row]").allTextContents();
    const before = await inside();
    expect(before.at(-1)).toBe(pressure.title);
    const up = pack.getByRole("button", { name: `Move up: ${pressure.title}` });
    await up.focus();
    for (let step = 1; step < before.length; step += 1) {
      await page.keyboard.press("Enter");
      await expect.poll(async () => (await inside()).indexOf(pressure.title)).toBe(before.length - 1 - step);
    }
    expect(await pack.getByRole("button", { name: `Move down: ${pressure.title}` }).evaluate((button) => button === document.activeElement), "the focus stays with it").toBe(true);

    await pack.getByRole("button", { name: `Take out of the pack: ${pressure.title}` }).click();
    await expect.poll(inside).toEqual(before.slice(0, -1));
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(inside).toEqual([pressure.title, ...before.slice(0, -1)]);

    await pack.getByRole("button", { name: "Rename: Home visits" }).click();
    await page.getByLabel("Name of the pack").fill("Clinic");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Delete: Clinic" }).click();
    await expect.poll(() => page.getByRole("heading", { name: /Clinic/ }).count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { name: /Clinic/ }).waitFor();
  });

  test("Esc leaves a name as it was", async () => {
    const page = await start("#/shelf/packs", { shelf: "full" });
    await page.getByRole("button", { name: "Rename: Home visits" }).click();
    await page.getByLabel("Name of the pack").fill("Other");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: /Home visits/ }).waitFor();
    expect(await calls(page, "change_shelf")).toEqual([]);
  });
});

describe("what was opened last", () => {
  test("is listed once each, forgotten one by one or all at once", async () => {
    const page = await start(`#/read/${pressure.id}?page=2`);
    await page.waitForSelector(".page[data-loaded]");
    await page.getByRole("button", { name: "Next page" }).click();
    await page.getByRole("link", { name: "My shelf" }).click();
    await choose(page, "Opened last");
    expect(await titles(page)).toEqual([pressure.title]);
    expect((await calls(page, "change_shelf")).length, "turning pages is no opening").toBe(1);
    await page.getByRole("button", { name: "Clear the list" }).click();
    await page.getByText("Nothing opened yet").waitFor();
  });

  test("nothing is listed where it is switched off", async () => {
    const page = await start(`#/read/${pressure.id}`, { shelf: "not-remembering" });
    await page.waitForSelector(".page[data-loaded]");
    await page.getByRole("link", { name: "My shelf" }).click();
    await choose(page, "Opened last");
    await page.getByText("What you open is not listed").waitFor();
    expect(await title(page).count()).toBe(0);
  });
});

describe("notes", () => {
  test("are kept by themselves, also when the reader is left at once, and can be deleted and brought back", async () => {
    const page = await start(`#/read/${pressure.id}`);
    await page.getByLabel("My note").fill("For Monday\nPage 3");
    await page.getByText("Saved.").waitFor();
    await page.getByLabel("My note").pressSequentially("!");
    await page.getByRole("link", { name: "My shelf" }).click();
    await choose(page, "Notes");
    await page.getByText(/^For Monday/).waitFor();
    await expect.poll(async () => page.locator(".note").textContent()).toBe("For Monday\nPage 3!");
    await page.getByRole("button", { name: /^Delete the note on/ }).click();
    await page.getByText("No notes yet").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(/^For Monday/).waitFor();
  });
});

test("the shelf goes to a file and comes from one, and says what came", async () => {
  const page = await start("#/shelf");
  await page.getByRole("button", { name: "Save as a file" }).click();
  await told(page, "Your shelf was saved: /home/reader/Documents/My shelf.json.");
  await page.getByRole("button", { name: "Bring in from a file" }).click();
  await told(page, "Brought in: 2 favourites, 1 pack.");
});

test("a shelf that cannot be changed says so, and stays", async () => {
  const page = await start("#/shelf", { shelf: "full" });
  await title(page).first().focus();
  await page.evaluate(() => window.breakDown(["change_shelf"]));
  await page.keyboard.press("Control+D");
  await told(page, "The library could not be read");
  expect(await title(page).count()).toBe(3);
});

describe("what was not found", () => {
  test("is noted once it has settled, where that is switched on, and only without filters", async () => {
    const page = await start("#/library", { notes_gaps: true });
    await page.keyboard.type("xylophone lessons");
    await page.waitForSelector(".nothing");
    await page.waitForSelector(".noted");
    expect(await calls(page, "note_gap"), "not while typing").toEqual([{ words: "xylophone lessons" }]);
    await page.evaluate(() => (location.hash = "#/library?q=zither+lessons&kind=leaflet"));
    await page.getByText("Nothing found for “zither lessons”").waitFor();
    await page.waitForTimeout(2800);
    expect((await calls(page, "note_gap")).length).toBe(1);
  });

  test("the list can be seen, saved and deleted, and switched off", async () => {
    const page = await start("#/settings", { notes_gaps: true });
    await page.getByText("hoists").waitFor();
    await page.getByRole("button", { name: "Save the list as a table" }).click();
    await told(page, "The list was saved: /home/reader/Documents/Not found.csv");
    await page.getByRole("button", { name: "Delete the list" }).click();
    await page.getByText("Nothing is on the list.").waitFor();
    await page.getByLabel("Note searches that find nothing").uncheck();
    await told(page, "Saved");
    expect((await calls(page, "set_settings")).at(-1)).toMatchObject({ settings: { note_gaps: false, remember_recents: true } });
  });
});
