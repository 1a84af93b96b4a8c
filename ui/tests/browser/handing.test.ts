/** Handing a resource over: a line for a letter, and a code for a telephone; nothing leaves the computer. */
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";
import { violations } from "./window";

const { start } = person();
const leaflet = resource(/^Tower Hamlets Urgent/);

describe("handing over", () => {
  test("a reference line is copied, with what is known", async () => {
    const page = await start(`#/read/${leaflet.id}`);
    await page.getByRole("button", { name: "Copy a reference line" }).click();
    await page.locator(".toast").getByText(/^Copied: Tower Hamlets Urgent/).waitFor();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    expect(line).toMatch(/^Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019\. towerhamletstogether\.com\. Printed date: 14 August 2019\. Confirmed on \d+ \w+ \d{4}\. https:\/\/\S+$/);
  });

  test.each(["light", "dark"] as const)("the code fills the window, black on white (%s); Esc closes it alone and gives the focus back", async (colorScheme) => {
    const page = await start(`#/read/${leaflet.id}`, {}, { colorScheme });
    const requests: string[] = [];
    const button = page.getByRole("button", { name: "Show as a QR code" });
    await button.focus();
    page.on("request", (request) => requests.push(new URL(request.url()).hostname));
    await page.keyboard.press("Enter");
    const code = page.getByRole("img", { name: /^QR code that leads to towerhamletstogether.com/ });
    await code.waitFor();
    expect((await code.boundingBox())?.height).toBeGreaterThan(500);
    expect(await page.locator("dialog[open]").evaluate((dialog) => [getComputedStyle(dialog).backgroundColor, getComputedStyle(dialog).color])).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    expect(await code.locator("path").evaluate((path) => getComputedStyle(path).fill)).toBe("rgb(0, 0, 0)");
    await page.locator("dialog[open]").getByText(leaflet.page_url, { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await code.waitFor({ state: "detached" });
    expect(await page.evaluate(() => location.hash)).toContain("#/read/");
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(requests.filter((host) => host !== "127.0.0.1" && host !== "doc.localhost")).toEqual([]);
  });
});
