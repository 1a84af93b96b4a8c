/**
 * The window's only door to the library: every call into the Rust side goes through here, and nothing else in the
 * interface imports `@tauri-apps/*`. Every function may reject with a `HostError`.
 */
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { About } from "../bindings/About";
import type { AttachmentFacts } from "../bindings/AttachmentFacts";
import type { AttachmentId } from "../bindings/AttachmentId";
import type { AttachmentText } from "../bindings/AttachmentText";
import type { Change } from "../bindings/Change";
import type { Choices } from "../bindings/Choices";
import type { Found } from "../bindings/Found";
import type { Gap } from "../bindings/Gap";
import type { Holdings } from "../bindings/Holdings";
import type { LeftOpen } from "../bindings/LeftOpen";
import type { Listed } from "../bindings/Listed";
import type { OcrOutcome } from "../bindings/OcrOutcome";
import type { OcrProgress } from "../bindings/OcrProgress";
import type { PackCounts } from "../bindings/PackCounts";
import type { PackOffer } from "../bindings/PackOffer";
import type { PackProgress } from "../bindings/PackProgress";
import type { PackWritten } from "../bindings/PackWritten";
import type { EarlierAbout } from "../bindings/EarlierAbout";
import type { Feedback } from "../bindings/Feedback";
import type { PrintBasket } from "../bindings/PrintBasket";
import type { PrintPackItem } from "../bindings/PrintPackItem";
import type { PrintPackMade } from "../bindings/PrintPackMade";
import type { PrintPackOptions } from "../bindings/PrintPackOptions";
import type { PrintPackProgress } from "../bindings/PrintPackProgress";
import type { PrintPackTo } from "../bindings/PrintPackTo";
import type { Printed } from "../bindings/Printed";
import type { Progress } from "../bindings/Progress";
import type { RefreshRecord } from "../bindings/RefreshRecord";
import type { RefreshReport } from "../bindings/RefreshReport";
import type { Resource } from "../bindings/Resource";
import type { ResourceId } from "../bindings/ResourceId";
import type { SearchQuery } from "../bindings/SearchQuery";
import type { Settings } from "../bindings/Settings";
import type { SettingsInForce } from "../bindings/SettingsInForce";
import type { ShelfChange } from "../bindings/ShelfChange";
import type { ShelfMerge } from "../bindings/ShelfMerge";
import type { ShelfNow } from "../bindings/ShelfNow";
import type { SourceSummary } from "../bindings/SourceSummary";
import type { Status } from "../bindings/Status";
import type { Suggestion } from "../bindings/Suggestion";
import type { Versions } from "../bindings/Versions";
import type { WhatsNew } from "../bindings/WhatsNew";
import { toHostError } from "./error";

/** The commands of the Rust side, by name. A test there compares this list with the handlers. */
export const COMMANDS = [
  "search",
  "choices",
  "holdings",
  "suggest",
  "listed",
  "show",
  "facts",
  "text",
  "about",
  "earlier_about",
  "feedback",
  "set_feedback",
  "status",
  "whats_new",
  "history",
  "looked_at",
  "looked_at_all",
  "refreshes",
  "versions",
  "diagnostics",
  "save_diagnostics",
  "settings",
  "set_settings",
  "refresh",
  "cancel_refresh",
  "open_attachment",
  "show_in_folder",
  "save_copy",
  "open_link",
  "waiting_link",
  "full_screen",
  "computer_languages",
  "export_pack",
  "choose_pack",
  "add_pack",
  "shelf",
  "change_shelf",
  "export_shelf",
  "import_shelf",
  "left_open",
  "set_left_open",
  "note_gap",
  "gaps",
  "clear_gaps",
  "export_gaps",
  "print_attachment",
  "send_mail",
  "print_basket",
  "set_print_basket",
  "make_print_pack",
  "cancel_print_pack",
  "read_pictures",
  "cancel_read_pictures",
  "add_site",
  "add_folder",
  "remove_source",
] as const;

export type Command = (typeof COMMANDS)[number];

async function call<Answer>(command: Command, args: Record<string, unknown> = {}): Promise<Answer> {
  try {
    return await invoke<Answer>(command, args);
  } catch (thrown) {
    throw toHostError(thrown);
  }
}

/** What the words find; without words, the first of the list that pass the filters. */
export const search = (query: SearchQuery) => call<Found>("search", { query });

/** What the filters of a query offer, and what each of them would leave. */
export const choices = (query: SearchQuery) => call<Choices>("choices", { query });

/** The library as a whole. */
export const holdings = () => call<Holdings>("holdings");

/** What the words may be meant to become, from the library's own words; `limit` at most. */
export const suggest = (words: string, limit: number) => call<Suggestion[]>("suggest", { words, limit });

/** These as a list shows them, in this order; those that the library has not are left out. */
export const listed = (ids: ResourceId[]) => call<Listed[]>("listed", { ids });

export const show = (id: ResourceId) => call<Resource>("show", { id });

/** What the texts of its files tell about a resource; files of which nothing is known are left out. */
export const facts = (id: ResourceId) => call<AttachmentFacts[]>("facts", { id });

/** The text of one attachment; of one page (from 1), or of all where `page` is null. */
export const text = (attachment: AttachmentId, page: number | null = null) =>
  call<AttachmentText>("text", { attachment, page });

export const about = () => call<About>("about");

/** What the partnership's page said before, the latest first. */
export const earlierAbout = () => call<EarlierAbout[]>("earlier_about");

/** Messages to the partnership that wait on this computer. */
export const feedback = () => call<Feedback[]>("feedback");

export const setFeedback = (messages: Feedback[]) => call<void>("set_feedback", { messages });

export const status = () => call<Status>("status");

/** What changed since `since`; where that is null, since the person last looked. */
export const whatsNew = (since: string | null) => call<WhatsNew>("whats_new", { since });

/** What changed in one resource since it is known, the newest first. */
export const history = (id: ResourceId) => call<Change[]>("history", { id });

/** The person saw what changed in this resource. */
export const lookedAt = (id: ResourceId) => call<void>("looked_at", { id });

/** The person saw everything that had changed by this moment. */
export const lookedAtAll = (at: string) => call<void>("looked_at_all", { at });

/** The last refreshes, the newest first, `most` at most. */
export const refreshes = (most: number) => call<RefreshRecord[]>("refreshes", { most });

/** Which program this is. */
export const versions = () => call<Versions>("versions");

/** What a help desk needs, as a text: no search words, nothing personal. */
export const diagnostics = () => call<string>("diagnostics");

/** Asks where, and writes the text there. The path written; null where the person cancelled. */
export const saveDiagnostics = (text: string) => call<string | null>("save_diagnostics", { text });

export const settings = () => call<SettingsInForce>("settings");

/** What policy holds stays as it is; the answer says what is in force now. */
export const setSettings = (settings: Settings) => call<SettingsInForce>("set_settings", { settings });

/**
 * Runs until the refresh has ended. A refresh that stopped (offline, cancelled …) is a report, not an error.
 * `accept` names the resources whose loss the person was shown and agreed to; mostly none.
 */
export function refresh(accept: ResourceId[], onProgress: (progress: Progress) => void): Promise<RefreshReport> {
  const channel = new Channel<Progress>();
  channel.onmessage = onProgress;
  return call<RefreshReport>("refresh", { accept, onProgress: channel });
}

/** Who is told of refreshes that the schedule begins: of the start, of progress, at last of the report. */
export interface Audience {
  started(): void;
  progress(progress: Progress): void;
  ended(report: RefreshReport): void;
}

/** Listens to the schedule's refreshes, until the window is closed. */
export async function followSchedule({ started, progress, ended }: Audience): Promise<void> {
  try {
    await Promise.all([
      listen("refresh_started", () => started()),
      listen<Progress>("refresh_progress", ({ payload }) => progress(payload)),
      listen<RefreshReport>("refresh_report", ({ payload }) => ended(payload)),
    ]);
  } catch (thrown) {
    throw toHostError(thrown);
  }
}

/** Stops the refresh that runs, whoever began it. */
export const cancelRefresh = () => call<void>("cancel_refresh");

/** Opens the file in the program that the computer has for it. */
export const openAttachment = (attachment: AttachmentId) => call<void>("open_attachment", { attachment });

/** Shows the file in the computer's file manager. */
export const showInFolder = (attachment: AttachmentId) => call<void>("show_in_folder", { attachment });

/** Asks for a folder and copies the resource's files there. The paths written; none where the person cancelled. */
export const saveCopy = (id: ResourceId) => call<string[]>("save_copy", { id });

/** Has the file printed by the operating system; returns when the person has answered its question. */
export const printAttachment = (attachment: AttachmentId) => call<Printed>("print_attachment", { attachment });

/** What the person has put together for printing. */
export const printBasket = () => call<PrintBasket>("print_basket");

export const setPrintBasket = (items: PrintPackItem[]) => call<void>("set_print_basket", { items });

/** Makes one PDF of these, and saves, prints or opens it. Null where the person chose no place for it. */
export function makePrintPack(items: PrintPackItem[], options: PrintPackOptions, to: PrintPackTo, onProgress: (progress: PrintPackProgress) => void): Promise<PrintPackMade | null> {
  const channel = new Channel<PrintPackProgress>();
  channel.onmessage = onProgress;
  return call<PrintPackMade | null>("make_print_pack", { items, options, to, onProgress: channel });
}

export const cancelPrintPack = () => call<void>("cancel_print_pack");

/** Reads the words of a file's pictures with the program that the computer has for it; each page is kept at once. */
export function readPictures(attachment: AttachmentId, onProgress: (progress: OcrProgress) => void): Promise<OcrOutcome> {
  const channel = new Channel<OcrProgress>();
  channel.onmessage = onProgress;
  return call<OcrOutcome>("read_pictures", { attachment, onProgress: channel });
}

export const cancelReadPictures = () => call<void>("cancel_read_pictures");

/** A message in the making: to whom (may be empty), what about, and its words. */
export interface Mail {
  to: string;
  subject: string;
  body: string;
}

/** Begins a message in the program for e-mail. Refused with the code `too_long` rather than cut. */
export const sendMail = (mail: Mail) => call<void>("send_mail", { mail });

/** Opens a web address in the browser; the Rust side lets only http and https pass. */
export const openLink = (url: string) => call<void>("open_link", { url });

/** Where another program wants to lead. */
export interface Link {
  resource: string;
  page: number | null;
  q: string;
}

/** The link that the program was started with, or that came meanwhile; once. */
export const waitingLink = () => call<Link | null>("waiting_link");
/** The whole screen for the window, or no longer. */
export const fullScreen = () => call<void>("full_screen");

/** The languages that the person reads, the best first, as the computer has them. */
export const computerLanguages = () => call<string[]>("computer_languages");

/** Tells, until the window is closed, what was chosen in the menu bar. */
export async function onOrder(ordered: (order: string) => void): Promise<void> {
  try {
    await listen<string>("ordered", ({ payload }) => ordered(payload));
  } catch (thrown) {
    throw toHostError(thrown);
  }
}

/** Tells, until the window is closed, that a link waits. */
export async function onLink(arrived: () => void): Promise<void> {
  try {
    await listen("link_arrived", () => arrived());
  } catch (thrown) {
    throw toHostError(thrown);
  }
}

function withProgress<Answer>(command: Command, args: Record<string, unknown>, onProgress: (progress: PackProgress) => void): Promise<Answer> {
  const channel = new Channel<PackProgress>();
  channel.onmessage = onProgress;
  return call<Answer>(command, { ...args, onProgress: channel });
}

/** Asks where, and writes these resources there as one file; all where none is named. Null where the person cancelled. */
export const exportPack = (resources: ResourceId[], onProgress: (progress: PackProgress) => void) =>
  withProgress<PackWritten | null>("export_pack", { resources }, onProgress);

/** Asks for a pack, and says what it would bring. Null where the person cancelled. */
export const choosePack = (onProgress: (progress: PackProgress) => void) => withProgress<PackOffer | null>("choose_pack", {}, onProgress);

/** Brings in the pack that was chosen last. Like the two above it is stopped by `cancelRefresh`. */
export const addPack = (onProgress: (progress: PackProgress) => void) => withProgress<PackCounts>("add_pack", {}, onProgress);

/** What the person keeps at hand. */
export const shelf = () => call<ShelfNow>("shelf");

/** One change; the answer is the shelf as it is then. */
export const changeShelf = (change: ShelfChange) => call<ShelfNow>("change_shelf", { change });

/** Asks where, and writes the shelf there as a file. The path written; null where the person cancelled. */
export const exportShelf = () => call<string | null>("export_shelf");

/** Asks for a file and brings in the shelf in it. Null where the person cancelled. */
export const importShelf = () => call<ShelfMerge | null>("import_shelf");

/** What was open to be read when the window was closed; null where nothing was, or where that is not kept. */
export const leftOpen = () => call<LeftOpen | null>("left_open");

/** What is open to be read now; null where nothing is. */
export const setLeftOpen = (reading: LeftOpen | null) => call<void>("set_left_open", { reading });

/** These words found nothing. Whether that was noted: mostly the settings say no. */
export const noteGap = (words: string) => call<boolean>("note_gap", { words });

export const gaps = () => call<Gap[]>("gaps");

export const clearGaps = () => call<void>("clear_gaps");

/** Asks where, and writes the list there as a table. The path written; null where the person cancelled. */
export const exportGaps = () => call<string | null>("export_gaps");

/** Where the window fetches an attachment's bytes; answers range requests. */
export const documentUrl = (attachment: AttachmentId) => convertFileSrc(attachment, "doc");

/** Where it fetches a small picture of an attachment's first page; nothing is found there where there is none. */
export const pictureUrl = (attachment: AttachmentId) => `${documentUrl(attachment)}/picture`;

/** Keeps a site; the next refresh reads it. An empty name: it is called like its host. */
export const addSite = (address: string, name: string) => call<SourceSummary>("add_site", { address, name });

/** Keeps a folder that the person chooses; null where none was chosen. */
export const addFolder = () => call<SourceSummary | null>("add_folder");

/** How many resources are marked as withdrawn by it. */
export const removeSource = (id: string) => call<number>("remove_source", { id });
