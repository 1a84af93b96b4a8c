/** What is new: told, looked at, and gone on from. */
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { person, resource } from "./person";
import { calls } from "./window";

const { start } = person();

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

  test("a resource that came is called new, not changed", async () => {
    const page = await start(`#/read/${resource(/inhaler/).id}`);
    await page.getByRole("button", { name: "New since you last looked" }).waitFor();
  });

  test("on a narrow window every place is still in reach", async () => {
    const page = await start("#/library", {}, { width: 320, height: 700 });
    await rail(page).click();
    await page.waitForSelector("[data-news]");
    const places = await page.locator("nav ul a").evaluateAll((links) => links.map((link) => link.getBoundingClientRect().right));
    expect(Math.max(...places)).toBeLessThanOrEqual(320);
  });
});
