/** The partnership's page: its earlier words, and a message that waits. */
import { describe, expect, test } from "vitest";
import { person } from "./person";
import { calls } from "./window";

const { start } = person();

describe("our vision", () => {
  test("a changed page says so, and its earlier words can be read", async () => {
    const page = await start("#/vision");
    await page.getByRole("button", { name: /^Changed on .* Read the earlier words$/ }).click();
    const earlier = page.locator("#earlier");
    await earlier.getByText("Transform people's health and Tower Hamlets").waitFor();
    expect(await earlier.locator("ins").innerText()).toContain("lives in");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("earlier-title");
    await page.getByRole("button", { name: "Hide the earlier words" }).click();
    expect(await earlier.isVisible()).toBe(false);
  });

  test("a page that never changed says nothing of the kind", async () => {
    const page = await start("#/vision", { starter: true });
    await page.getByRole("heading", { name: /We would love to hear from you/ }).waitFor();
    expect(await page.getByRole("button", { name: /Changed on/ }).count()).toBe(0);
  });

  test("a message waits, is opened in e-mail, deleted and brought back, and never called sent", async () => {
    const page = await start("#/vision");
    await page.getByLabel("Your message").fill("Please make the letters larger.\nThank you.");
    await page.getByRole("button", { name: "Keep my message" }).click();
    await page.getByText("1 message waits").waitFor();
    expect(await page.getByLabel("Your message").inputValue()).toBe("");
    await page.getByRole("button", { name: "Open in e-mail" }).click();
    await page.getByText(/We cannot see whether it was sent/).waitFor();
    const [{ mail }] = (await calls(page, "send_mail")) as unknown as [{ mail: { to: string; subject: string; body: string } }];
    expect(mail).toEqual({ to: "", subject: "Message for Tower Hamlets Together", body: "Please make the letters larger.\nThank you." });
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The message is deleted.").waitFor();
    expect(await page.getByText("1 message waits").count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.getByText("1 message waits").waitFor();
    const last = ((await calls(page, "set_feedback")) as unknown as { messages: { text: string }[] }[]).at(-1);
    expect(last?.messages.map(({ text }) => text)).toEqual(["Please make the letters larger.\nThank you."]);
  });
});
