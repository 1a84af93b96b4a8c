/** The print pack: put together, put in order, made, and kept between starts. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { person, resource } from "./person";
import { calls } from "./window";

const { start } = person();
const pressure = resource(/^Sample: looking/);
const film = resource(/inhaler/);
const bengali = resource(/^নমুনা/);
const handbook = resource(/handbook/);
const winter = resource(/^Sample: winter/);
const whole = ({ id }: { id: string }) => ({ resource: id, attachment: null, pages: null });
const three = [whole(pressure), whole(bengali), { ...whole(film), attachment: film.attachments[0]?.id ?? "" }];

interface Kept {
  items: { resource: string; attachment: string | null; pages: number[] | null }[];
}
const kept = async (page: Page) => ((await calls(page, "set_print_basket")) as unknown as Kept[]).at(-1)?.items ?? [];
const titles = (page: Page) => page.locator("[data-entry] h2").allInnerTexts();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);

describe("print pack", () => {
  test("a leaflet is added from results and taken out again, with a way back", async () => {
    const page = await start("#/library?q=blood+pressure");
    const toggle = page.getByRole("button", { name: `In the print pack: ${pressure.title}` });
    await toggle.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Print pack, 1 thing in it" }).waitFor();
    expect(await toggle.getAttribute("aria-pressed")).toBe("true");
    expect(await kept(page)).toEqual([whole(pressure)]);
    await page.keyboard.press("Enter");
    expect(await kept(page)).toEqual([]);
    expect(await toggle.getAttribute("aria-pressed")).toBe("false");
    await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
    expect(await kept(page)).toEqual([whole(pressure)]);
  });

  test("the document, and the page that is open, are added from the reader; the same twice is not", async () => {
    const page = await start(`#/read/${pressure.id}?page=3`);
    await page.getByRole("button", { name: "Add to print pack", exact: true }).click();
    await page.getByRole("button", { name: "Add this page to print pack" }).click();
    await page.getByRole("link", { name: "Print pack, 2 things in it" }).waitFor();
    expect(await kept(page)).toEqual([whole(pressure), { resource: pressure.id, attachment: pressure.attachments[0]?.id, pages: [3] }]);
    await page.getByRole("button", { name: "Add to print pack", exact: true }).click();
    await page.locator(".toast").getByText("This is in the print pack already").waitFor();
    expect(await kept(page)).toHaveLength(2);
  });

  test("by keyboard alone: moved, taken out, brought back, emptied; the focus is never lost", async () => {
    const page = await start("#/print_pack", { basket: three });
    await page.getByRole("button", { name: `Move down: ${pressure.title}` }).focus();
    await page.keyboard.press("Enter");
    expect(await titles(page)).toEqual([bengali.title, pressure.title, film.title]);
    await page.keyboard.press("Enter");
    expect(await titles(page)).toEqual([bengali.title, film.title, pressure.title]);
    expect(await focused(page)).toBe(`Move up: ${pressure.title}`);
    await page.getByRole("button", { name: `Take out of the print pack: ${film.title}` }).focus();
    await page.keyboard.press("Enter");
    expect(await titles(page)).toEqual([bengali.title, pressure.title]);
    expect(await focused(page)).toBe(`Take out of the print pack: ${pressure.title}`);
    await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
    expect(await titles(page)).toEqual([bengali.title, film.title, pressure.title]);
    await page.getByRole("button", { name: "Empty it" }).click();
    await page.getByRole("heading", { name: "The print pack is empty" }).waitFor();
    expect(await focused(page)).toBe("Print pack");
    expect(await kept(page)).toEqual([]);
    await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
    expect((await kept(page)).map((item) => item.resource)).toEqual([bengali.id, film.id, pressure.id]);
  });

  test("pages are chosen as people write them; what is unclear is said and changes nothing", async () => {
    const page = await start("#/print_pack", { basket: [whole(handbook)] });
    const field = page.getByLabel("Pages", { exact: true });
    await field.fill("2-4, 7");
    await field.press("Enter");
    expect((await kept(page))[0]?.pages).toEqual([2, 3, 4, 7]);
    await field.fill("two");
    await field.press("Enter");
    await page.getByRole("alert").getByText(/^Write pages like 1-3, 5/).waitFor();
    expect((await kept(page))[0]?.pages).toEqual([2, 3, 4, 7]);
    await field.fill("all");
    await field.press("Enter");
    expect((await kept(page))[0]?.pages).toBeNull();
    expect(await field.inputValue()).toBe("");
  });

  test("it is made in its order, and what could not go in is named", async () => {
    const page = await start("#/print_pack", { basket: three });
    await page.getByRole("checkbox", { name: /^Large print/ }).check();
    await page.getByRole("button", { name: "Save as a PDF" }).click();
    await page.locator(".notice").getByText("Saved: /home/reader/Documents/Print pack.pdf (4 pages)").waitFor();
    await page.getByText("1 thing could not go in").waitFor();
    await page.getByText("It is a recording.").waitFor();
    const [made] = (await calls(page, "make_print_pack")) as unknown as { items: { resource: string }[]; options: { large_print: boolean }; to: string }[];
    expect([made?.items.map((item) => item.resource), made?.options.large_print, made?.to]).toEqual([three.map((item) => item.resource), true, "file"]);
    expect(await focused(page)).toBe("Save as a PDF");
  });

  test("Ctrl+P prints it; what is doubtful is asked about first, once", async () => {
    const page = await start("#/print_pack", { basket: [whole(pressure), whole(winter)] });
    await page.getByText(winter.title).waitFor();
    await page.keyboard.press("Control+p");
    const question = page.getByRole("dialog", { name: "Check before you hand this over" });
    await question.getByText(winter.title).waitFor();
    expect(await question.getByText(pressure.title).count()).toBe(0);
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
    expect(await calls(page, "make_print_pack")).toEqual([]);
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await question.getByRole("button", { name: "Go on all the same" }).click();
    await page.locator(".toast").getByText("Sent to the printer").waitFor();
    await page.getByRole("button", { name: "Open the PDF" }).click();
    await page.locator(".toast").getByText("The file is open in another program").waitFor();
    expect(((await calls(page, "make_print_pack")) as unknown as { to: string }[]).map(({ to }) => to)).toEqual(["printer", "program"]);
  });

  test("the making can be stopped, and the basket stays", async () => {
    const page = await start("#/print_pack", { basket: three, slow_print_pack: true });
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await page.locator(".progress").getByText(pressure.title).waitFor();
    expect(await focused(page)).toBe("Stop");
    await page.keyboard.press("Enter");
    await page.getByText("It was stopped.").waitFor();
    expect(await titles(page)).toHaveLength(3);
    expect(await kept(page)).toEqual([]);
  });

  test("where nothing is remembered, it is said", async () => {
    const page = await start("#/print_pack", { basket: three, basket_forgotten: true });
    await page.getByText(/^This computer forgets the print pack/).waitFor();
  });
});
