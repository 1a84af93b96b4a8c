/** Settings and help: the language of the window, and what the program says about itself. */
import { describe, expect, test } from "vitest";
import { person } from "./person";
import { calls, violations } from "./window";

const { start } = person();

test("Ctrl+, leads there from everywhere", async () => {
  const page = await start("#/vision");
  await page.waitForSelector("footer");
  await page.keyboard.press("Control+,");
  await page.getByRole("heading", { name: "Settings and help" }).waitFor();
  expect(page.url()).toContain("#/settings");
});

describe("the language of the window", () => {
  test("is chosen and kept; the place and the focus stay; a draft says that it is one, and leads back", async () => {
    const page = await start("#/settings");
    await page.getByLabel("Language of this window").selectOption({ label: "বাংলা – Bengali (draft)" });
    await page.getByRole("heading", { name: "সেটিংস ও সাহায্য" }).waitFor();
    await page.waitForFunction(() => document.activeElement instanceof HTMLSelectElement && document.activeElement.value === "bn");
    const draft = page.getByRole("complementary", { name: "খসড়া অনুবাদ" });
    expect(await draft.textContent()).toContain("No speaker of the language has checked it yet.");
    await page.reload();
    await page.getByRole("heading", { name: "সেটিংস ও সাহায্য" }).waitFor();
    await draft.getByRole("button", { name: "Use English" }).click();
    await page.getByRole("heading", { name: "Settings and help" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en-GB");
    expect(await page.getByRole("complementary").count()).toBe(0);
    expect((await calls(page, "settings")).length).toBeGreaterThan(0);
    expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({});
  });

  test("is a setting among the others, which stay as they are; one that cannot be kept is told, and nothing changes", async () => {
    const page = await start("#/settings", { notes_gaps: true, broken: ["set_settings"] });
    const choice = page.getByLabel("Language of this window");
    await choice.selectOption("bn");
    await page.locator(".toast.bad").waitFor();
    expect(await calls(page, "set_settings")).toMatchObject([{ settings: { language: "bn", note_gaps: true } }]);
    expect(await choice.inputValue()).toBe("");
    expect(await page.locator("html").getAttribute("lang")).toBe("en-GB");
  });

  test("one that policy holds is shown and cannot be changed, in a draft neither", async () => {
    const page = await start("#/settings", { held: ["language"] }, { language: "bn" });
    const draft = page.getByRole("complementary", { name: "খসড়া অনুবাদ" });
    await draft.waitFor();
    expect(await draft.getByRole("button").count()).toBe(0);
    const choice = page.getByLabel("এই জানালার ভাষা");
    expect(await choice.isDisabled()).toBe(true);
    expect(await choice.inputValue()).toBe("bn");
    expect(await violations(page)).toEqual([]);
  });

  test("a host that cannot tell what is set holds up nothing: the system’s language is spoken", async () => {
    const page = await start("#/library", { broken: ["settings"] }, { language: "bn" });
    await page.waitForSelector("[data-row]");
    expect(await page.locator("html").getAttribute("lang")).toBe("en-GB");
  });

  test("languages for tests are not offered", async () => {
    const page = await start("#/settings");
    expect(await page.getByLabel("Language of this window").locator("option").allTextContents()).toEqual(["As the computer", "English", "বাংলা – Bengali (draft)"]);
  });
});

describe("starting and closing", () => {
  test("both are off until they are chosen; what policy holds cannot be", async () => {
    const page = await start("#/settings", { held: ["start_at_login"] });
    const tray = page.getByLabel("Stay beside the clock when I close the window");
    expect(await tray.isChecked()).toBe(false);
    expect(await page.getByLabel("Start when I log in").isDisabled()).toBe(true);
    await tray.check();
    await page.getByText("Saved").first().waitFor();
    expect(await calls(page, "set_settings")).toMatchObject([{ settings: { stay_in_tray: true, start_at_login: false } }]);
  });
});

describe("about the program", () => {
  test("versions, and the revision of the library", async () => {
    const page = await start("#/settings");
    const about = page.getByRole("region", { name: "About this program" });
    await about.getByText("WebKitGTK 2.50.1").waitFor();
    expect(await about.locator("dl > div").allInnerTexts()).toContain("Library’s revision\n7");
  });

  test("every place that is asked is named, with the rights in what comes from it", async () => {
    const page = await start("#/settings", { added: true });
    const about = page.getByRole("region", { name: "Where resources come from" });
    await about.getByText("Sample folder").waitFor();
    const places = await about.getByRole("listitem").allInnerTexts();
    expect(places).toHaveLength(3);
    expect(places[0]).toContain("towerhamletstogether.com");
    expect(places[1]).toContain("example.org");
    expect(places[1]).toContain("Sample words on rights.");
    expect(places[2]).toContain("/media/stick/Sample leaflets");
    expect(await about.getByRole("link").count()).toBe(2);
  });

  test("details for support are read before they are copied or saved, as they were read", async () => {
    const page = await start("#/settings");
    await page.getByRole("button", { name: "Show details for support" }).click();
    const box = page.getByRole("textbox", { name: "Details for support" });
    await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("Revision 7"));
    expect(await box.getAttribute("readonly")).not.toBeNull();
    const read = await box.inputValue();
    await page.getByRole("button", { name: "Copy details" }).click();
    await page.getByText("Details copied").first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(read);
    await page.getByRole("button", { name: "Save details" }).click();
    await page.getByText("Saved: ").first().waitFor();
    expect(await calls(page, "save_diagnostics")).toEqual([{ text: read }]);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("Show details for support"));
  });

  test("the one site that is asked", async () => {
    const page = await start("#/settings");
    const about = page.getByRole("region", { name: "Where resources come from" });
    await about.getByRole("link", { name: "towerhamletstogether.com" }).waitFor();
  });

  test("the licences of all that is shipped come when they are asked for", async () => {
    const page = await start("#/settings");
    await page.getByRole("button", { name: "Show licences" }).click();
    await page.locator("summary", { hasText: "MIT" }).first().click();
    await page.getByText("Copyright (c) 2016-2025 [Svelte Contributors]", { exact: false }).first().waitFor();
    await page.getByText("Permission is hereby granted, free of charge").first().waitFor();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("Show licences"));
  });
});
