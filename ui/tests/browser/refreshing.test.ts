/** Refreshing and what is here: progress, every way to stop, the record, the settings. */
import { describe, expect, test } from "vitest";
import { LIBRARY } from "../fake/catalogue";
import { person } from "./person";
import { calls, violations } from "./window";

const { start } = person();

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

  test("a very long list of what would go is folded, and still all of it is agreed to", async () => {
    const page = await start("#/status", { refresh: "site_changed", lost: 250 });
    await page.getByRole("button", { name: "Refresh" }).click();
    const listed = page.getByRole("region", { name: "These 250 would be marked" });
    await listed.getByRole("button", { name: "Show 150 more" }).waitFor();
    expect(await listed.getByRole("link").count()).toBe(100);
    await page.getByRole("button", { name: "Accept: mark these 250 as withdrawn…" }).click();
    await page.getByRole("button", { name: "Mark 250 as withdrawn", exact: true }).click();
    await page.getByText("The library is up to date").first().waitFor();
    expect((await calls(page, "refresh")).at(-1)?.accept).toHaveLength(250);
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
    await page.waitForFunction(() => document.activeElement?.matches("select") && document.activeElement?.closest("div")?.textContent?.startsWith("Room that files may take"));
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
    const page = await start("#/settings", { held: ["pause_on_metered"] });
    await page.getByLabel("Refresh", { exact: true }).selectOption({ label: "Once a day" });
    await page.getByText("Saved").first().waitFor();
    await page.getByLabel("Room that files may take").selectOption({ label: "50 GB" });
    await page.getByLabel("Wait while the computer runs on its battery").check();
    await page.waitForFunction(() => window.calls.filter(({ command }) => command === "set_settings").length === 3);
    expect((await calls(page, "set_settings")).at(-1)).toEqual({
      settings: { refresh_every_hours: 24, pause_on_metered: true, pause_on_battery: true, library_limit_mb: 50_000, remember_recents: true, note_gaps: false, stay_in_tray: false, start_at_login: false, language: "" },
    });
    const metered = page.getByLabel("Wait on connections that cost money by use");
    expect(await metered.isDisabled()).toBe(true);
    expect(await metered.evaluate((input) => document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent)).toContain("Set by your IT team");
  });

  test("a setting that cannot be kept goes back to what it was", async () => {
    const page = await start("#/settings", { broken: ["set_settings"] });
    const battery = page.getByLabel("Wait while the computer runs on its battery");
    await battery.click();
    await page.getByText("The library could not be read").first().waitFor();
    await expect.poll(() => battery.isChecked()).toBe(false);
  });

  test.each(["search", "about", "status", "show", "whats_new"] as const)("where the library cannot answer %s, that is said with what to try", async (command) => {
    const places = { search: "#/library", about: "#/vision", status: "#/status", show: "#/read/none", whats_new: "#/new" };
    const page = await start(places[command], { broken: [command] });
    await page.getByText("The library could not be read").first().waitFor();
    await page.getByText("Start the program again.").first().waitFor();
  });
});
