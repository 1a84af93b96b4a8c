/** Every screen and state that is looked at: by axe in the tests, by people in the pictures. */
import type { Page } from "playwright-core";
import { LIBRARY, TRANSLATED } from "../fake/catalogue";
import type { Scenario } from "../fake/host";

export interface Screen {
  name: string;
  hash: string;
  scenario?: Scenario;
  /** Until it looks as it should. */
  ready(page: Page): Promise<unknown>;
}

const id = (title: RegExp) => {
  const found = LIBRARY.find((resource) => title.test(resource.title));
  if (!found) throw new Error(`no resource ${title}`);
  return found;
};
const pressure = id(/^Sample: looking/);
const arabic = id(/^عينة/);
const bengali = id(/^নমুনা/);
const film = id(/inhaler/);

const rows = (page: Page) => page.waitForSelector("[data-row]");
const drawn = (page: Page) => page.waitForFunction(() => document.querySelector(".textLayer .highlight.selected"));
const file = (number: number) => film.attachments[number]?.id ?? "";

const whole = (resource: string) => ({ resource, attachment: null, pages: null });
/** What can be printed, and what cannot. */
const printing = [whole(pressure.id), whole(bengali.id), { ...whole(film.id), attachment: file(0) }];
/** What is asked about before it is printed, and what is gone. */
const doubtful = [{ ...whole(id(/handbook/).id), pages: [2, 3, 7] }, whole(id(/^Sample: winter/).id), whole("gone")];

/** After a refresh that stopped. */
const refreshed = async (page: Page) => {
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.waitForSelector(".card.bad");
};

export const SCREENS: Screen[] = [
  { name: "library", hash: "#/library", ready: rows },
  { name: "library-starter", hash: "#/library", scenario: { starter: true }, ready: rows },
  { name: "results", hash: "#/library?q=blood+pressure&withdrawn=1", ready: (page) => page.waitForSelector(".passages") },
  { name: "results-corrected", hash: "#/library?q=presure&kind=leaflet", scenario: { incomplete: { searchable: 212, documents: 340 } }, ready: (page) => page.waitForSelector(".corrected") },
  { name: "results-as-typed", hash: "#/library?q=presure", ready: async (page) => { await page.locator(".corrected button").click(); await page.waitForSelector(".nothing"); } },
  { name: "results-why", hash: "#/library?q=blood+pressure", scenario: { same: 2 }, ready: async (page) => { await rows(page); await page.keyboard.press("Control+Shift+E"); await page.waitForSelector(".why h4"); await page.getByText(/The same file/).click(); } },
  { name: "results-changed", hash: "#/library?q=blood+pressure", scenario: { brings: "first" }, ready: async (page) => { await rows(page); await page.evaluate(() => window.scheduled("report")); await page.waitForSelector(".newest"); } },
  { name: "suggestions", hash: "#/library", ready: async (page) => { await page.keyboard.type("bloo"); await page.getByRole("option").first().waitFor(); await page.waitForSelector(".passages"); await page.keyboard.press("ArrowDown"); } },
  { name: "library-patient", hash: "#/library", ready: async (page) => { await rows(page); await page.getByLabel("For this patient", { exact: true }).selectOption("bn"); await page.waitForSelector(".elsewise"); } },
  { name: "results-translated", hash: "#/library?q=sample", scenario: { translated: true }, ready: async (page) => { await rows(page); await page.getByLabel("For this patient", { exact: true }).selectOption("so"); await page.waitForSelector(".theirs"); await page.waitForSelector(".edition"); } },
  { name: "reader-translated", hash: `#/read/${TRANSLATED[0]?.id}`, scenario: { translated: true }, ready: (page) => page.waitForSelector(".page[data-loaded]") },
  { name: "reader-files-languages", hash: `#/read/${TRANSLATED[3]?.id}`, scenario: { translated: true }, ready: (page) => page.waitForSelector(".page[data-loaded]") },
  { name: "results-bengali", hash: `#/library?q=${encodeURIComponent("রক্তচাপ")}`, ready: (page) => page.waitForSelector(".passages") },
  { name: "nothing", hash: "#/library?q=xylophone+lessons&kind=leaflet", ready: (page) => page.waitForSelector(".nothing") },
  { name: "nothing-filtered", hash: "#/library?q=lighthouse&kind=leaflet&language=en&year=2020", ready: (page) => page.locator(".nothing .count").first().waitFor() },
  { name: "reader", hash: `#/read/${pressure.id}?page=3&q=measure+home`, ready: drawn },
  { name: "reader-text", hash: `#/read/${arabic.id}?page=2&q=${encodeURIComponent("ضغط")}`, ready: async (page) => { await page.getByText("Text", { exact: true }).click(); await page.waitForSelector("mark.now"); } },
  { name: "reader-both", hash: `#/read/${bengali.id}?page=2&q=${encodeURIComponent("রক্তচাপ")}`, ready: async (page) => { await page.getByText("Both", { exact: true }).click(); await page.waitForSelector("article mark"); await page.waitForTimeout(800); } },
  { name: "reader-pages", hash: `#/read/${id(/handbook/).id}?page=4`, ready: async (page) => { await page.waitForSelector(".page[data-loaded] canvas"); await page.keyboard.press("Control+b"); await page.waitForSelector('.pages img[data-page="4"][src]'); } },
  { name: "reader-contents", hash: `#/read/${id(/handbook/).id}?page=4`, ready: async (page) => { await page.waitForSelector(".page[data-loaded] canvas"); await page.keyboard.press("Control+b"); await page.getByText("Contents", { exact: true }).click(); await page.getByRole("button", { name: "Chapter 3", exact: true }).waitFor(); } },
  { name: "reader-view", hash: `#/read/${pressure.id}?page=2`, ready: async (page) => { await page.waitForSelector(".page[data-loaded] canvas"); await page.getByRole("button", { name: "View", exact: true }).click(); await page.getByLabel("Dark pages").waitFor(); } },
  { name: "reader-choose", hash: `#/read/${TRANSLATED[0]?.id}`, scenario: { translated: true }, ready: async (page) => { await page.waitForSelector(".page[data-loaded]"); await page.keyboard.press("Control+\\"); await page.getByLabel("Or search the library").fill("blood"); await page.waitForSelector(".choices:nth-of-type(2) button, .choices + * .choices button, [role=status] + .choices button"); } },
  { name: "reader-beside", hash: `#/read/${TRANSLATED[0]?.id}?beside=${TRANSLATED[1]?.id}`, scenario: { translated: true }, ready: (page) => page.waitForFunction(() => document.querySelectorAll('.page[data-loaded][data-page-number="1"] canvas').length === 2) },
  { name: "reader-aloud", hash: `#/read/${pressure.id}?page=3`, scenario: { voices: ["en-GB"], spoken_ms: 60_000 }, ready: async (page) => { await page.waitForSelector(".page[data-loaded]"); await page.keyboard.press("Alt+Shift+A"); await page.waitForSelector("article .aloud"); } },
  { name: "reader-no-voice", hash: `#/read/${pressure.id}?page=3`, ready: async (page) => { await page.waitForSelector(".page[data-loaded]"); await page.keyboard.press("Alt+Shift+A"); await page.getByText("This computer has no voice").waitFor(); } },
  { name: "reader-docx", hash: `#/read/${id(/referral form/).id}?q=form`, ready: (page) => page.waitForSelector("mark.now") },
  { name: "reader-withdrawn", hash: `#/read/${id(/^Sample: winter/).id}`, ready: (page) => page.waitForSelector(".page[data-loaded]") },
  { name: "reader-failed", hash: `#/read/${id(/young people/).id}?attachment=${id(/young people/).attachments[1]?.id}`, ready: (page) => page.waitForSelector(".waiting") },
  { name: "reader-links", hash: `#/read/${id(/^Hestia/).id}`, ready: (page) => page.waitForSelector(".waiting") },
  { name: "reader-waiting", hash: `#/read/${id(/Urgent/).id}`, scenario: { starter: true }, ready: (page) => page.waitForSelector(".waiting") },
  { name: "reader-film", hash: `#/read/${film.id}?attachment=${file(0)}`, ready: (page) => page.waitForSelector(".media .notice") },
  { name: "reader-picture", hash: `#/read/${film.id}?attachment=${file(1)}`, ready: (page) => page.waitForSelector(".picture img") },
  { name: "reader-other", hash: `#/read/${film.id}?attachment=${file(2)}`, ready: (page) => page.waitForSelector(".other") },
  { name: "reader-damaged", hash: `#/read/${id(/damaged/).id}`, ready: (page) => page.waitForSelector(".pages .notice") },
  { name: "reader-missing", hash: "#/read/none", ready: (page) => page.waitForSelector(".notice.bad") },
  { name: "leaving", hash: `#/read/${id(/^Hestia/).id}`, ready: async (page) => { await page.getByRole("link", { name: "Watch the film" }).click(); await page.waitForSelector("dialog[open]"); } },
  { name: "reader-code", hash: `#/read/${pressure.id}`, ready: async (page) => { await page.getByRole("button", { name: "Show details" }).click({ timeout: 500 }).catch(() => {}); await page.getByRole("button", { name: "Show as a QR code" }).click(); await page.waitForSelector("dialog[open] svg.code"); } },
  { name: "reader-history", hash: `#/read/${id(/^Tower Hamlets Urgent/).id}`, ready: async (page) => { await page.getByRole("button", { name: "Changed since you last looked" }).click(); await page.waitForSelector("#history"); } },
  { name: "new", hash: "#/new", ready: (page) => page.waitForSelector("[data-news]") },
  { name: "new-all", hash: "#/new", ready: async (page) => { await page.getByText("Everything", { exact: true }).click(); await page.getByText("Handbook (sample)").waitFor(); } },
  { name: "new-none", hash: "#/new", scenario: { looked: "now" }, ready: (page) => page.waitForSelector(".notice") },
  { name: "new-first", hash: "#/new", scenario: { looked: "never" }, ready: (page) => page.waitForSelector(".notice") },
  { name: "shelf", hash: "#/shelf", scenario: { shelf: "full" }, ready: rows },
  { name: "shelf-packs", hash: "#/shelf/packs", scenario: { shelf: "full" }, ready: rows },
  { name: "shelf-rename", hash: "#/shelf/packs", scenario: { shelf: "full" }, ready: async (page) => { await page.getByRole("button", { name: "Rename: Home visits" }).click(); await page.waitForSelector("form input[name=name]"); } },
  { name: "shelf-recents", hash: "#/shelf/recents", scenario: { shelf: "full" }, ready: rows },
  { name: "shelf-notes", hash: "#/shelf/notes", scenario: { shelf: "full" }, ready: rows },
  { name: "shelf-empty", hash: "#/shelf", scenario: { shelf: "damaged" }, ready: (page) => page.getByText("No favourites yet").waitFor() },
  { name: "shelf-packs-empty", hash: "#/shelf/packs", ready: (page) => page.getByText("No packs yet").waitFor() },
  { name: "shelf-recents-off", hash: "#/shelf/recents", scenario: { shelf: "not-remembering" }, ready: (page) => page.getByText("What you open is not listed").waitFor() },
  { name: "shelf-notes-empty", hash: "#/shelf/notes", ready: (page) => page.getByText("No notes yet").waitFor() },
  { name: "shelf-undo", hash: "#/shelf/packs", scenario: { shelf: "full" }, ready: async (page) => { await page.getByRole("button", { name: "Delete: Home visits" }).click(); await page.getByRole("button", { name: "Undo" }).waitFor(); } },
  { name: "pack-dialog", hash: `#/read/${pressure.id}`, scenario: { shelf: "full" }, ready: async (page) => { await page.getByRole("button", { name: "Show details" }).click({ timeout: 500 }).catch(() => {}); await page.getByRole("button", { name: "Add to a pack" }).click(); await page.waitForSelector("dialog[open]"); } },
  { name: "nothing-noted", hash: "#/library?q=xylophone+lessons", scenario: { notes_gaps: true }, ready: (page) => page.waitForSelector(".noted") },
  { name: "status-pack", hash: "#/status", scenario: { pack: "slow" }, ready: async (page) => { await page.getByRole("button", { name: "Copy the library to a USB stick" }).click(); await page.waitForSelector("progress#pack-progress"); } },
  { name: "status-pack-offer", hash: "#/status", ready: async (page) => { await page.getByRole("button", { name: "Add a pack" }).click(); await page.waitForSelector("dialog[open]"); } },
  { name: "status-pack-broken", hash: "#/status", scenario: { pack: "broken" }, ready: async (page) => { await page.getByRole("button", { name: "Add a pack" }).click(); await page.getByText("a file in it was changed").waitFor(); } },
  { name: "settings-kept", hash: "#/settings", scenario: { notes_gaps: true, held: ["note_gaps"] }, ready: async (page) => { await page.getByText("hoists").waitFor(); await page.getByRole("heading", { name: "What is kept about you" }).evaluate((title) => title.scrollIntoView()); } },
  { name: "vision", hash: "#/vision", ready: (page) => page.waitForSelector("footer") },
  { name: "vision-earlier", hash: "#/vision", ready: async (page) => { await page.getByRole("button", { name: /^Changed on/ }).click(); await page.waitForSelector("#earlier ins"); } },
  { name: "vision-messages", hash: "#/vision", scenario: { feedback: [{ text: "Please print the leaflets in larger letters.\nThank you.", written: "2026-11-20T10:00:00Z", handed_over: null }, { text: "A sample message.", written: "2026-11-19T10:00:00Z", handed_over: "2026-11-20T09:00:00Z" }] }, ready: async (page) => { await page.getByText("2 messages wait").evaluate((title) => title.scrollIntoView()); } },
  { name: "reader-ask", hash: `#/read/${id(/^Sample: winter/).id}`, ready: async (page) => { await page.getByRole("button", { name: "Show details" }).click({ timeout: 500 }).catch(() => {}); await page.getByRole("button", { name: "Print", exact: true }).click(); await page.waitForSelector("dialog[open]"); } },
  { name: "vision-starter", hash: "#/vision", scenario: { starter: true }, ready: (page) => page.waitForSelector("footer") },
  { name: "status", hash: "#/status", ready: (page) => page.waitForSelector(".counters") },
  { name: "status-starter", hash: "#/status", scenario: { starter: true }, ready: (page) => page.waitForSelector(".counters") },
  { name: "status-refreshing", hash: "#/status", scenario: { refresh: "slow" }, ready: async (page) => { await page.getByRole("button", { name: "Refresh" }).click(); await page.waitForSelector(".problem strong"); } },
  { name: "status-report", hash: "#/status", scenario: { refresh: "partial" }, ready: async (page) => { await page.getByRole("button", { name: "Refresh" }).click(); await page.waitForSelector("ul.problems"); } },
  { name: "status-offline", hash: "#/status", scenario: { refresh: "offline" }, ready: refreshed },
  { name: "status-sign-in", hash: "#/status", scenario: { refresh: "captive_portal" }, ready: refreshed },
  { name: "status-site-changed", hash: "#/status", scenario: { refresh: "site_changed" }, ready: refreshed },
  { name: "status-accept", hash: "#/status", scenario: { refresh: "site_changed" }, ready: async (page) => { await refreshed(page); await page.getByRole("button", { name: /^Accept/ }).click(); await page.waitForSelector("dialog[open]"); } },
  { name: "status-records", hash: "#/status", ready: async (page) => { await page.getByRole("button", { name: "Show 4 more" }).click(); } },
  { name: "settings", hash: "#/settings", ready: (page) => page.locator("select").nth(2).waitFor() },
  { name: "settings-held", hash: "#/settings", scenario: { held: ["refresh_every_hours", "pause_on_metered"] }, ready: async (page) => { await page.getByText("Set by your IT team").first().waitFor(); } },
  { name: "settings-about", hash: "#/settings", ready: async (page) => { await page.getByText("WebKitGTK").waitFor(); await page.getByRole("heading", { name: "About this program" }).evaluate((title) => title.scrollIntoView()); } },
  { name: "settings-sources", hash: "#/settings", scenario: { added: true }, ready: async (page) => { await page.getByText("Sample folder").waitFor(); await page.getByRole("heading", { name: "Where resources come from" }).evaluate((title) => title.scrollIntoView()); } },
  { name: "settings-add-site", hash: "#/settings", ready: async (page) => { await page.getByRole("button", { name: "Add a site" }).click(); await page.getByRole("textbox").first().waitFor(); } },
  { name: "settings-remove-source", hash: "#/settings", scenario: { added: true }, ready: async (page) => { await page.locator("li button").first().click(); await page.locator("dialog[open] li").first().waitFor(); } },
  { name: "settings-support", hash: "#/settings", ready: async (page) => { await page.getByRole("button", { name: "Show details for support" }).click(); await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("Revision")); } },
  { name: "settings-licences", hash: "#/settings", ready: async (page) => { await page.getByRole("button", { name: "Show licences" }).click(); await page.locator("summary").nth(1).click(); } },
  { name: "status-notices", hash: "#/status", scenario: { last: "site_changed", status: { waiting_for: "metered", notices: [{ code: "rebuilt", url: "", message: "The list of resources was damaged, so it was made again from the files on 20 November 2026. Everything that could be read is here." }] } }, ready: (page) => page.waitForSelector(".card.bad") },
  { name: "status-full", hash: "#/status", scenario: { refresh: "library_full" }, ready: refreshed },
  { name: "status-unreachable", hash: "#/status", scenario: { refresh: "unreachable" }, ready: refreshed },
  { name: "status-busy", hash: "#/status", scenario: { refresh: "busy" }, ready: refreshed },
  { name: "scanned", hash: `#/read/${pressure.id}`, scenario: { scanned: "reads" }, ready: async (page) => { await page.getByRole("button", { name: "Show details" }).click({ timeout: 500 }).catch(() => {}); await page.getByRole("button", { name: "Read the words in the pictures" }).waitFor(); } },
  { name: "scanned-text", hash: `#/read/${pressure.id}`, scenario: { scanned: "no_program" }, ready: async (page) => { await page.getByText("Text", { exact: true }).click(); await page.getByRole("button", { name: "Read the words in the pictures" }).first().click(); await page.locator(".box .notice.bad").waitFor(); } },
  { name: "scanned-reading", hash: `#/read/${pressure.id}`, scenario: { scanned: "slow" }, ready: async (page) => { await page.getByText("Text", { exact: true }).click(); await page.getByRole("button", { name: "Read the words in the pictures" }).first().click(); await page.locator(".box progress[value]").waitFor(); } },
  { name: "scanned-read", hash: `#/read/${pressure.id}`, scenario: { scanned: "reads" }, ready: async (page) => { await page.getByText("Text", { exact: true }).click(); await page.getByRole("button", { name: "Read the words in the pictures" }).first().click(); await page.locator("article .doubt").first().waitFor(); } },
  { name: "print-pack", hash: "#/print_pack", scenario: { basket: [...printing, ...doubtful] }, ready: (page) => page.waitForSelector("[data-entry] h2 a") },
  { name: "print-pack-unclear", hash: "#/print_pack", scenario: { basket: printing, basket_forgotten: true }, ready: async (page) => { await page.getByLabel("Pages", { exact: true }).last().fill("two"); await page.keyboard.press("Enter"); await page.waitForSelector(".unclear"); } },
  { name: "print-pack-empty", hash: "#/print_pack", ready: (page) => page.waitForSelector(".notice.large") },
  { name: "print-pack-making", hash: "#/print_pack", scenario: { basket: printing, slow_print_pack: true }, ready: async (page) => { await page.getByRole("button", { name: "Save as a PDF" }).click(); await page.locator("progress[value]").waitFor(); } },
  { name: "print-pack-made", hash: "#/print_pack", scenario: { basket: printing }, ready: async (page) => { await page.getByRole("checkbox").check(); await page.getByRole("button", { name: "Save as a PDF" }).click(); await page.getByText("1 thing could not go in").waitFor(); } },
  { name: "keys", hash: "#/library", ready: async (page) => { await rows(page); await page.keyboard.press("F1"); await page.waitForSelector("dialog[open]"); } },
  ...([["library-larger", "#/library?q=blood+pressure", "[data-row]"], ["reader-larger", `#/read/${pressure.id}?page=3&q=measure+home`, ".textLayer .highlight.selected"], ["status-larger", "#/status", ".counters"], ["settings-larger", "#/settings", "select"], ["vision-larger", "#/vision", "footer"], ["new-larger", "#/new", "[data-news]"]] as const).map(
    ([name, hash, sign]): Screen => ({ name, hash, ready: async (page) => { await page.evaluate(() => (document.documentElement.dataset.text = "larger")); await page.waitForSelector(sign); } }),
  ),
  { name: "broken", hash: "#/library", scenario: { broken: ["search"] }, ready: (page) => page.waitForSelector(".notice.bad") },
];
