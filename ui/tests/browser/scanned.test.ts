/** Scanned leaflets: their words are read from the pictures when somebody asks, and say where they come from. */
import { expect, test } from "vitest";
import { person, resource } from "./person";
import { calls } from "./window";

const { start } = person();
const notice = resource(/^Sample: looking/);
const READ = "Read the words in the pictures";

test("from the details of a file: asked for once, read, said, and found with a mark", async () => {
  const page = await start(`#/read/${notice.id}`, { scanned: "reads" });
  const details = page.locator("#details");
  await details.getByText("6 pages are pictures").waitFor();
  expect(await calls(page, "read_pictures"), "nothing is read unasked").toEqual([]);
  await details.getByRole("button", { name: READ }).focus();
  await page.keyboard.press("Enter");
  await details.getByText("Words were found on 6 pages.").waitFor();
  expect(await details.getByRole("button", { name: READ }).count()).toBe(0);
  expect(await calls(page, "read_pictures")).toHaveLength(1);
  await page.getByRole("radio", { name: "Text", exact: true }).check({ force: true });
  expect(await page.getByText("A computer read this page from a picture.").count()).toBe(6);
  await page.goto(page.url().replace(/#.*/, "#/library?q=measure+home"));
  await page.locator(".from_picture").first().waitFor();
});

test("it can be stopped: what was read is kept, and the rest can follow", async () => {
  const page = await start(`#/read/${notice.id}`, { scanned: "slow" });
  await page.getByRole("radio", { name: "Text", exact: true }).check({ force: true });
  const text = page.locator(".box");
  await text.getByRole("button", { name: READ }).click();
  await text.getByText("Reading picture 2 of 6").waitFor();
  await text.getByRole("button", { name: "Stop" }).click();
  await text.getByText("It was stopped. The pages that were read are kept.").waitFor();
  await text.getByText("5 pages are pictures").waitFor();
  expect(await text.getByText("A computer read this page from a picture.").count()).toBe(1);
});

test("where the computer has no program for it, that is said with what to try", async () => {
  const page = await start(`#/read/${notice.id}`, { scanned: "no_program" });
  await page.locator("#details").getByRole("button", { name: READ }).click();
  await page.locator("#details").getByText("The people who look after this computer can install Tesseract").waitFor();
  expect(await page.locator("#details").getByRole("button", { name: READ }).isEnabled()).toBe(true);
});

test("a file with words of its own says nothing of it", async () => {
  const page = await start(`#/read/${resource(/handbook/).id}`);
  await page.locator("#details h2").first().waitFor();
  expect(await page.getByText("Words in pictures").count()).toBe(0);
});
