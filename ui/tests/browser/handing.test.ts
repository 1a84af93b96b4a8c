/** Handing a resource over: a line for a letter, and a code for a telephone; nothing leaves the computer. */
import { describe, expect, test } from "vitest";
import { LIBRARY } from "../fake/catalogue";
import { person, resource } from "./person";
import { calls, violations } from "./window";

const { start } = person();
const leaflet = resource(/^Tower Hamlets Urgent/);
const withdrawn = LIBRARY.find(({ state }) => state === "withdrawn") ?? leaflet;

describe("handing over", () => {
  test("a reference line is copied, with what is known", async () => {
    const page = await start(`#/read/${leaflet.id}`);
    await page.getByRole("button", { name: "Copy a reference line" }).click();
    await page.locator(".toast").getByText(/^Copied: Tower Hamlets Urgent/).waitFor();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    expect(line).toMatch(/^Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019\. towerhamletstogether\.com\. Printed date: 14 August 2019\. Confirmed on \d+ \w+ \d{4}\. https:\/\/\S+$/);
  });

  test("what comes from a folder says so, and has no address to hand over", async () => {
    const [first] = LIBRARY;
    if (!first) throw new Error("the library is empty");
    const page = await start(`#/read/${first.id}`, { added: true });
    const details = page.getByRole("complementary", { name: "About this resource" });
    await details.getByText("Sample folder").waitFor();
    expect(await details.getByText("Public page", { exact: true }).count()).toBe(0);
    for (const name of ["Copy link to public page", "Show as a QR code"]) expect(await page.getByRole("button", { name }).isDisabled()).toBe(true);
    const other = await start(`#/read/${leaflet.id}`, { added: true });
    await other.getByRole("complementary", { name: "About this resource" }).getByText("Public page", { exact: true }).waitFor();
    expect(await other.getByText("Comes from").count()).toBe(0);
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

  test("Ctrl+P prints the file itself, without a question where all is well", async () => {
    const page = await start(`#/read/${leaflet.id}`);
    await page.getByRole("button", { name: "Print", exact: true }).waitFor();
    await page.keyboard.press("Control+p");
    await page.locator(".toast").getByText("Sent to the printer").waitFor();
    expect(await calls(page, "print_attachment")).toEqual([{ attachment: leaflet.attachments[0]?.id }]);
  });

  test("where the system prints nothing by itself, it is said; a cancelled print says nothing", async () => {
    const page = await start(`#/read/${leaflet.id}`, { printed: "opened" });
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await page.locator(".toast").getByText("Print it from there").waitFor();
  });

  test("outside a document Ctrl+P prints nothing and says what to do", async () => {
    const page = await start("#/library");
    await page.keyboard.press("Control+p");
    await page.locator(".toast").getByText("Open what you want to print first.").waitFor();
    expect(await calls(page, "print_attachment")).toEqual([]);
  });

  test("what was withdrawn is asked about once, at print and at share", async () => {
    const page = await start(`#/read/${withdrawn.id}`);
    const question = page.getByRole("dialog", { name: "Check before you hand this over" });
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await question.getByText(/withdrawn from the site on/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
    expect(await calls(page, "print_attachment")).toEqual([]);
    await page.getByRole("button", { name: "Show as a QR code" }).click();
    await question.getByRole("button", { name: "Do not hand it over" }).click();
    expect(await page.getByRole("img", { name: /^QR code/ }).count()).toBe(0);
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await question.getByRole("button", { name: "Go on all the same" }).click();
    await page.locator(".toast").getByText("Sent to the printer").waitFor();
    await page.getByRole("button", { name: "Send the link by e-mail" }).click();
    await page.locator(".toast").getByText("A message is ready").waitFor();
    expect(await question.isVisible()).toBe(false);
    const [{ mail }] = (await calls(page, "send_mail")) as [{ mail: { to: string; subject: string; body: string } }];
    expect(mail.to).toBe("");
    expect(mail.subject).toBe(withdrawn.title);
    expect(mail.body).toContain("Withdrawn on");
    expect(mail.body).toContain(withdrawn.page_url);
  });
});
