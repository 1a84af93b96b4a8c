/** Where resources come from: a site or a folder is added, and removed after a question. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { person } from "./person";
import { calls, violations } from "./window";

const { start } = person();

const places = (page: Page) => page.getByRole("region", { name: "Where resources come from" });
const listed = async (page: Page) => (await places(page).getByRole("listitem").allInnerTexts()).map((text) => text.split("\n")[0]);

describe("adding", () => {
  test("a site is typed as people type it, kept, and read with the next refresh", async () => {
    const page = await start("#/settings");
    await page.getByRole("button", { name: "Add a site" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a site" });
    expect(await dialog.getByRole("button", { name: "Add it" }).isDisabled()).toBe(true);
    expect(await dialog.getByLabel("Address of the page that lists its leaflets").evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type("www.example.org/leaflets");
    await dialog.getByLabel("Name").fill("Our clinic");
    await page.keyboard.press("Enter");
    await places(page).getByText("Added: Our clinic. Its resources come with the next refresh.").waitFor();
    expect(await calls(page, "add_site")).toEqual([{ address: "https://www.example.org/leaflets", name: "Our clinic" }]);
    await expect.poll(() => listed(page)).toEqual(["Tower Hamlets Together", "Our clinic"]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Add a site");
    await places(page).getByRole("button", { name: "Refresh now" }).click();
    await expect.poll(() => calls(page, "refresh")).toHaveLength(1);
    await places(page).getByText("Added: Our clinic").waitFor({ state: "detached" });
  });

  test("what is refused stays in the form, with what to try; what is left is forgotten", async () => {
    const page = await start("#/settings", { added: true });
    await page.getByRole("button", { name: "Add a site" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a site" });
    const address = dialog.getByLabel("Address of the page that lists its leaflets");
    await address.fill("https://www.example.org");
    await dialog.getByRole("button", { name: "Add it" }).click();
    await dialog.getByText("This place is read already.").waitFor();
    expect(await address.inputValue()).toBe("https://www.example.org");
    expect(await address.getAttribute("aria-invalid")).toBe("true");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add a site" }).click();
    expect(await address.inputValue()).toBe("");
    expect(await dialog.getByText("This place is read already.").count()).toBe(0);
  });

  test("a folder is chosen in the computer’s own dialog; choosing none says nothing", async () => {
    const page = await start("#/settings", { pack: "none" });
    await page.getByRole("button", { name: "Add a folder" }).click();
    await expect.poll(() => calls(page, "add_folder")).toEqual([{}]);
    expect(await places(page).getByText("Added:").count()).toBe(0);
    await page.evaluate(() => (window.scenario.pack = "old"));
    await page.getByRole("button", { name: "Add a folder" }).click();
    await places(page).getByText("Added: Team leaflets.").waitFor();
    await expect.poll(() => listed(page)).toEqual(["Tower Hamlets Together", "Team leaflets"]);
  });
});

describe("removing", () => {
  test("is asked about, and says what becomes of its resources", async () => {
    const page = await start("#/settings", { added: true });
    await page.getByRole("button", { name: "Remove: Sample site" }).click();
    const question = page.getByRole("dialog", { name: "Remove “Sample site”?" });
    await question.getByText("4 resources came from it. They stay in the library and can still be read.").waitFor();
    await question.getByRole("button", { name: "Keep it" }).click();
    expect(await calls(page, "remove_source")).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Remove: Sample site");
    const searches = (await calls(page, "search")).length;
    await page.getByRole("button", { name: "Remove: Sample site" }).click();
    await question.getByRole("button", { name: "Remove it" }).click();
    await page.locator(".toast", { hasText: "Removed: Sample site" }).waitFor();
    expect(await calls(page, "remove_source")).toEqual([{ id: "sample-site" }]);
    await expect.poll(() => listed(page)).toEqual(["Tower Hamlets Together", "Sample folder"]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Add a site");
    await expect.poll(async () => (await calls(page, "search")).length, { message: "the list is read again" }).toBeGreaterThan(searches);
  });

  test("what could not be removed is told, and stays", async () => {
    const page = await start("#/settings", { added: true, broken: ["remove_source"] });
    await page.getByRole("button", { name: "Remove: Sample site" }).click();
    await page.getByRole("button", { name: "Remove it" }).click();
    await page.locator(".toast.bad").waitFor();
    expect(await listed(page)).toContain("Sample site");
  });

  test("the site that came with the program cannot be removed", async () => {
    const page = await start("#/settings");
    await places(page).getByText("Came with the program").waitFor();
    expect(await places(page).getByRole("button", { name: /^Remove/ }).count()).toBe(0);
  });
});

test("where policy holds the sources, they are shown and nothing can be done", async () => {
  const page = await start("#/settings", { added: true, status: { sources_locked: true } });
  await places(page).getByText("Set by your IT team").waitFor();
  expect(await listed(page)).toHaveLength(3);
  expect(await places(page).getByRole("button").count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test("while the library is refreshed, no folder is added and nothing removed", async () => {
  const page = await start("#/settings", { added: true });
  await places(page).getByText("Sample folder").waitFor();
  await page.evaluate(() => window.scheduled("started"));
  await expect.poll(() => page.getByRole("button", { name: "Add a folder" }).isDisabled()).toBe(true);
  expect(await page.getByRole("button", { name: "Remove: Sample site" }).isDisabled()).toBe(true);
});
