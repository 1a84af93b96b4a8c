/** The library as one file, out and in; and links that lead into it. */
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";
import { calls } from "./window";

const { start } = person();
const pressure = resource(/^Sample: looking/);

describe("packs", () => {
  test("the library is copied to a file, and it is told where", async () => {
    const page = await start("#/status");
    await page.getByRole("button", { name: "Copy the library to a USB stick" }).click();
    await page.getByText("The copy is whole: /media/stick/Together Library.pack").waitFor();
    expect((await calls(page, "export_pack")).map(({ resources }) => resources)).toEqual([[]]);
  });

  test("what a pack would bring is shown before anything is brought", async () => {
    const page = await start("#/status");
    await page.getByRole("button", { name: "Add a pack" }).click();
    const dialog = page.getByRole("dialog", { name: /Together Library.pack/ });
    await dialog.getByText("3 resources are new").waitFor();
    await page.keyboard.press("Escape");
    expect(await calls(page, "add_pack")).toEqual([]);
    await page.getByRole("button", { name: "Add a pack" }).click();
    await dialog.getByRole("button", { name: "Add it" }).click();
    await page.locator(".toast", { hasText: "The pack was added." }).waitFor();
    expect((await calls(page, "search")).length, "the list is read again").toBe(2);
  });

  test.each([["old", "There is nothing new in this pack."], ["broken", "a file in it was changed or damaged"]] as const)("%s: %s", async (pack, words) => {
    const page = await start("#/status", { pack });
    await page.getByRole("button", { name: "Add a pack" }).click();
    await page.getByText(words).waitFor();
    expect(await page.getByRole("button", { name: "Add it" }).count()).toBe(0);
  });

  test("copying can be stopped, and choosing nothing says nothing", async () => {
    const page = await start("#/status", { pack: "slow" });
    await page.getByRole("button", { name: "Copy the library to a USB stick" }).click();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByText("It was stopped. Nothing was changed.").waitFor();
    await page.evaluate(() => (window.scenario.pack = "none"));
    await page.getByRole("button", { name: "Copy the library to a USB stick" }).click();
    await page.getByText("It was stopped.").waitFor({ state: "detached" });
    expect(await page.getByText("The copy is whole").count()).toBe(0);
  });
});

describe("links", () => {
  test("one that the program was started with leads to its page, once", async () => {
    const page = await start("#/library", { link: { resource: pressure.id, page: 3, q: "measure" } });
    await page.waitForSelector(".page[data-loaded]");
    expect(page.url()).toContain(`#/read/${pressure.id}`);
    expect(await page.evaluate(() => location.hash)).toContain("q=measure");
    await page.getByRole("button", { name: "Back", exact: true }).click();
    await page.waitForSelector("[data-row]");
  });

  test("one that leads nowhere says so", async () => {
    const page = await start("#/library", { link: { resource: "none", page: null, q: "" } });
    await page.waitForSelector(".notice.bad");
  });
});
