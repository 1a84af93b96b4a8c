/**
 * The host that the window's tests talk to, in place of the Rust side: the same commands over the same IPC. It is
 * bundled and put into the page before the page's own scripts; nothing of it is in the program.
 */
import type { Channel } from "@tauri-apps/api/core";
import { emit } from "@tauri-apps/api/event";
import { mockConvertFileSrc, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import type { Attachment } from "../../src/bindings/Attachment";
import type { Gap } from "../../src/bindings/Gap";
import type { Feedback } from "../../src/bindings/Feedback";
import type { Found } from "../../src/bindings/Found";
import type { Hit } from "../../src/bindings/Hit";
import type { LeftOpen } from "../../src/bindings/LeftOpen";
import type { Passage } from "../../src/bindings/Passage";
import type { PrintPackItem } from "../../src/bindings/PrintPackItem";
import type { PrintPackMade } from "../../src/bindings/PrintPackMade";
import type { PrintPackOptions } from "../../src/bindings/PrintPackOptions";
import type { PrintPackProgress } from "../../src/bindings/PrintPackProgress";
import type { PrintPackTo } from "../../src/bindings/PrintPackTo";
import type { Progress } from "../../src/bindings/Progress";
import type { RefreshRecord } from "../../src/bindings/RefreshRecord";
import type { RefreshReport } from "../../src/bindings/RefreshReport";
import type { Resource } from "../../src/bindings/Resource";
import type { SearchAnswer } from "../../src/bindings/SearchAnswer";
import type { SearchQuery } from "../../src/bindings/SearchQuery";
import type { Settings } from "../../src/bindings/Settings";
import type { SettingsInForce } from "../../src/bindings/SettingsInForce";
import type { SourceSummary } from "../../src/bindings/SourceSummary";
import type { Status } from "../../src/bindings/Status";
import type { Suggestion } from "../../src/bindings/Suggestion";
import type { ShelfChange } from "../../src/bindings/ShelfChange";
import type { OcrOutcome } from "../../src/bindings/OcrOutcome";
import type { OcrProgress } from "../../src/bindings/OcrProgress";
import type { PackCounts } from "../../src/bindings/PackCounts";
import type { PackProgress } from "../../src/bindings/PackProgress";
import type { PackStep } from "../../src/bindings/PackStep";
import type { Command, Link } from "../../src/host/host";
import { findWords, wanted } from "../../src/search/words";
import { ADDED, ARRIVAL, LIBRARY, STARTER, TRANSLATED, about, before, bookmarksOf, factsOf, fromFolder, status, textOf } from "./catalogue";
import { choices, holdings, listed, passes } from "./browse";
import { leafletPages } from "./leaflet";
import { changeShelf, shelfNow, type ShelfScenario } from "./shelf";
import { EARLIER, history, type Looks, whatsNew } from "./changes";

export interface Scenario {
  /** A first start without network, in place of a refreshed library. */
  starter?: boolean;
  /** A site and a folder were added as sources; the first resource comes from the folder. */
  added?: boolean;
  /** Leaflets in several languages are there too. */
  translated?: boolean;
  /** Searches say that some text is not indexed yet; with how much of it is, where that is known. */
  incomplete?: boolean | { searchable: number; documents: number };
  /** Answers to suggestions take this long, by the words asked. */
  suggest_delays_ms?: Record<string, number>;
  /** What the system says to a wish to print; a file that it printed, unless said otherwise. */
  printed?: "sent" | "cancelled" | "opened";
  /** Messages to the partnership that wait. */
  feedback?: Feedback[];
  /** What was put together for printing before. */
  basket?: PrintPackItem[];
  /** The basket is forgotten with the window. */
  basket_forgotten?: boolean;
  /** The file of one resource is pictures, whose words are read, or until it is stopped; or this computer cannot. */
  scanned?: "reads" | "slow" | "no_program";
  /** A print pack is made until it is stopped. */
  slow_print_pack?: boolean;
  /** What a refresh brings: a leaflet that stands before or after all others, or nothing that is seen. */
  brings?: "first" | "last";
  /** The first hit holds the same file as this many others, which are left out. */
  same?: number;
  /** The last hits, so many, have none of the words and are only about the same subject. */
  related?: number;
  /** Answers to searches take this long, by the words asked. */
  delays_ms?: Record<string, number>;
  /** What a refresh ends with: a code says that it stops; "slow" goes on until it is cancelled; "busy" is refused. */
  refresh?: "updated" | "partial" | "slow" | "busy" | "offline" | "captive_portal" | "site_changed" | "unreachable" | "library_full";
  /** When the person last looked at what is new: never, a moment ago, or (as it is without a word) six days ago. */
  looked?: "never" | "now";
  /** How the newest refresh of the record ended. */
  last?: "updated" | "partial" | "site_changed";
  /** What is on the person's shelf; nothing where it is not said. */
  shelf?: ShelfScenario;
  /** A link that the program was started with. */
  link?: Link | null;
  /** What becomes of packs: "old" has nothing new, "slow" goes on until it is stopped, "none": the person chooses no file. */
  pack?: "old" | "broken" | "slow" | "none";
  /** Words that found nothing are noted. */
  notes_gaps?: boolean;
  /** The language that is set for the interface. */
  language?: string;
  /** Settings that policy holds. */
  held?: (keyof Settings)[];
  /** Parts of the status that differ. */
  status?: Partial<Status>;
  /** How many resources the site has lost where it "changed". */
  lost?: number;
  /** Languages that the platform has voices for; without a word, it has none. Each sentence takes `spoken_ms`. */
  voices?: string[];
  spoken_ms?: number;
  /** What was open when the window was closed. */
  left_open?: LeftOpen;
  /** Commands that fail. */
  broken?: Command[];
}

declare global {
  interface Window {
    scenario: Scenario;
    /** Everything that was read aloud, in order. */
    heard: { text: string; voice: string; rate: number }[];
    /** Every call that the window made, in order. */
    calls: { command: string; args: Record<string, unknown> }[];
    /** Every text that the host has answered: what the window shows and did not make. */
    told: Set<string>;
    /** A step of a refresh that the schedule began. */
    scheduled(step: "started" | "progress" | "report"): void;
    /** From now on these commands fail. */
    breakDown(commands: Command[]): void;
    /** All text can be searched from now on. */
    caughtUp(): void;
  }
}

/** As `Diagnostics::to_text` writes it. */
const SUPPORT = `Together Library 0.1.0 (release) on Debian GNU/Linux 12 (bookworm), x86_64
Library format 3, text reader 2, index format 2, window drawn by WebKitGTK 2.50.1
Made at 2026-11-22T09:30:00Z
Site: https://www.towerhamletstogether.com/
Folder: ~/.local/share/together-library/library
Revision 7, index shows 7
Refresh 2026-11-22T06:00:00Z: Updated, 96 requests, 24000000 bytes, 0 problems
`;

const scenario = window.scenario ?? {};
window.calls = [];
window.heard = [];
speakAs(scenario.voices ?? []);

/** The platform's voices, which no browser has where tests run. */
function speakAs(languages: string[]) {
  let speaking: ReturnType<typeof setTimeout> | undefined;
  const voices = languages.map((lang) => ({ lang, name: `Voice ${lang}`, localService: true, default: false, voiceURI: lang }));
  const synthesis = {
    getVoices: () => voices,
    addEventListener: () => {},
    cancel: () => clearTimeout(speaking),
    speak(said: SpeechSynthesisUtterance) {
      window.heard.push({ text: said.text, voice: said.voice?.name ?? "", rate: said.rate });
      speaking = setTimeout(() => said.onend?.({} as SpeechSynthesisEvent), scenario.spoken_ms ?? 30);
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class { voice = null; rate = 1; lang = ""; constructor(public text: string) {} }, configurable: true });
}
window.told = new Set();

function tell<Told>(told: Told): Told {
  if (typeof told === "string") window.told.add(told);
  else if (told && typeof told === "object") Object.values(told).forEach(tell);
  return told;
}
let starter = scenario.starter ?? false;
let cancelled = false;
let refreshed = false;
const looks: Looks = { all: scenario.looked === "never" ? null : scenario.looked === "now" ? new Date().toISOString() : before(6), resources: {} };
function resources(): Resource[] {
  return scenario.scanned ? inLibrary().map(asScanned) : inLibrary();
}

/** Pages of the scanned file whose words were read. */
let seen = 0;

function asScanned(resource: Resource): Resource {
  const [file, ...others] = resource.attachments;
  if (!file || !/^Sample: looking/.test(resource.title)) return resource;
  const problem = seen > 0 ? "A computer read these words from pictures of the pages, so some may be wrong." : "These pages are pictures: their words cannot be searched.";
  return { ...resource, attachments: [{ ...file, text: seen > 0 ? "poor" : "none", problem }, ...others] };
}

function isScanned(id: string): boolean {
  return scenario.scanned !== undefined && resources().some(({ title, attachments }) => /^Sample: looking/.test(title) && attachments[0]?.id === id);
}

async function readPictures(onProgress: Channel<OcrProgress>): Promise<OcrOutcome> {
  cancelled = false;
  const total = leafletPages("en").length;
  if (scenario.scanned === "no_program") {
    throw failure("not_here", "This computer has no program that reads words in pictures.", "The people who look after this computer can install Tesseract, or name it in the policy file (ocr).");
  }
  const before = seen;
  while (seen < total) {
    onProgress.onmessage({ done: seen - before, total: total - before });
    do {
      await wait(20);
      if (cancelled) throw failure("cancelled", "It was stopped.", "Start it again to go on.");
    } while (scenario.scanned === "slow" && seen > 0);
    seen++;
  }
  return { with_words: total - before, without_words: 0, failed: 0 };
}

function inLibrary(): Resource[] {
  if (starter) return STARTER;
  if (scenario.translated) return [...TRANSLATED, ...LIBRARY];
  if (scenario.added) return LIBRARY.map((resource, at) => (at === 0 ? fromFolder(resource) : resource));
  if (!refreshed || !scenario.brings) return LIBRARY;
  return scenario.brings === "first" ? [ARRIVAL, ...LIBRARY] : [...LIBRARY, ARRIVAL];
}
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const wait = (time_ms: number) => new Promise((done) => setTimeout(done, time_ms));
const failure = (code: string, message: string, hint: string) => tell({ code, message, hint });

const offered = ({ withdrawn }: { withdrawn: boolean }) => resources().filter(({ state }) => withdrawn || state === "current");

function scalar(text: string, utf16: number): number {
  return [...text.slice(0, utf16)].length;
}

function passage(attachment: string | null, page: number | null, text: string, words: ReturnType<typeof wanted>): Passage | null {
  const found = findWords(text, words);
  const first = found[0];
  if (!first) return null;
  const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, first[0] - 60)) + 1);
  const snippet = text.slice(start, start + 180).replaceAll("\n", " ");
  const inside = found.filter(([from, to]) => from >= start && to <= start + snippet.length);
  const from_picture = attachment !== null && isScanned(attachment);
  return { attachment, page, snippet, from_picture, highlights: inside.map(([from, to]) => [scalar(snippet, from - start), scalar(snippet, to - start)]) };
}

const whole = (ids: string[]) => ids.flatMap((id) => resources().find((resource) => resource.id === id) ?? []);

/** What the words find; without words, the first of the list. */
function find(query: SearchQuery): Found {
  const list = (found: Resource[]) => found.map((resource) => listed(resource, resources()));
  if (query.words.trim() === "") {
    const fitting = offered(query).filter((resource) => passes(resource, query));
    const first = [...fitting.filter(({ language }) => language === query.prefer), ...fitting.filter(({ language }) => language !== query.prefer)];
    return { answer: null, total: fitting.length, resources: list(first.slice(0, query.limit || 20)) };
  }
  const answer = search(query);
  return { answer, total: answer.total, resources: list(whole(answer.hits.flatMap(({ resource, same_as }) => [resource, ...same_as]))) };
}

/** All that have the words, with nothing left out. */
function found(query: SearchQuery): Resource[] {
  if (query.words.trim() === "") return offered(query);
  const { hits } = search({ ...query, kind: null, language: null, year: null, topic: null, with_text: false, here: false, limit: 10_000 });
  return whole(hits.filter(({ related }) => !related).flatMap(({ resource, same_as }) => [resource, ...same_as]));
}

function search(query: SearchQuery): SearchAnswer {
  // A slip of the fingers that this host knows, to show what a corrected search looks like.
  const meant = query.as_typed ? query.words : query.words.replace(/\bpresure\b/i, "pressure");
  const corrected = meant === query.words ? null : meant;
  const words = wanted(meant);
  const hits = offered(query).filter((resource) => passes(resource, query)).flatMap((resource): Hit[] => {
    const whole = [resource.title, resource.summary, ...resource.attachments.flatMap((file) => textOf(file).map(({ text }) => text))].join("\n");
    if (!words.beginnings.every((word) => findWords(whole, wanted(word)).length > 0)) return [];
    const inFiles = resource.attachments.flatMap((file) => textOf(file).map(({ page, text }) => passage(file.id, page, text, words)));
    const passages = [...inFiles, passage(null, null, resource.summary, words)].filter((found) => found !== null).slice(0, 3);
    const { id, title, kind, language, state } = resource;
    const why = query.explain ? ["All words stand in it", `${passages.length} passages were found`] : [];
    // What arrives with a refresh stands where the scenario says, whatever its words.
    const preferred = query.prefer === language ? 0.5 : 0;
    const score = resource === ARRIVAL ? (scenario.brings === "first" ? 100 : 0) : passages.length + preferred;
    return [{ resource: id, title, kind, language, state, score, passages, related: false, same_as: [], why }];
  });
  hits.sort((one, other) => other.score - one.score);
  const left = hits.splice(1, scenario.same ?? 0).map(({ resource }) => resource);
  if (hits[0]) hits[0].same_as = left;
  const related = hits.slice(hits.length - (scenario.related ?? 0)).map((hit): Hit => ({ ...hit, related: true, passages: [] }));
  hits.splice(hits.length - related.length, related.length, ...related);
  return {
    query: query.words,
    understood_as: corrected ? `showing results for “${meant}”` : meant,
    corrected,
    total: hits.length - related.length,
    took_ms: 1.2,
    complete: !scenario.incomplete,
    searchable: 16,
    documents: 16,
    ...(typeof scenario.incomplete === "object" ? scenario.incomplete : {}),
    hits: hits.slice(0, query.limit || 20),
  };
}

/** Topics, and words that the samples use often. */
const TOPICS = ["Heart", "Long-term conditions"];
const WORDS = ["blood", "blood pressure", "blood sugar", "care team", "sample", "sleep"];

function suggest(words: string, limit: number): Suggestion[] {
  const typed = wanted(words);
  const fits = (text: string) => findWords(text, typed).length > 0;
  return [
    ...resources().filter(({ title, state }) => state === "current" && fits(title)).slice(0, 3).map(({ id, title }): Suggestion => ({ words: title, kind: "title", resource: id })),
    ...TOPICS.filter(fits).map((topic): Suggestion => ({ words: topic, kind: "topic", resource: null })),
    ...WORDS.filter(fits).map((word): Suggestion => ({ words: word, kind: "word", resource: null })),
  ].slice(0, limit);
}

const NO_ATTACHMENTS = { fetched: 0, unchanged: 0, failed: 0, pending: 0 };
const FAILED_FILE = {
  code: "not_a_document",
  url: "https://www.towerhamletstogether.com/assets/parents-guide-easy-read.pdf",
  message: "“Easy read”: the site answered with a web page in place of the file. The next refresh tries again.",
};
/** What the fake site has lost where it "changed". */
const LOST = Array.from({ length: scenario.lost ?? 14 }, (_, at) => {
  const found = LIBRARY[2 + (at % 14)];
  if (!found) throw new Error("the library is too small");
  return at < 14 ? { resource: found.id, title: found.title } : { resource: `${found.id}-${at}`, title: `${found.title} (${at})` };
});

function ended(part: Partial<RefreshReport>): RefreshReport {
  return {
    outcome: "updated", code: null, message: null, revision: 8, resources: { added: 2, revised: 1, kept: 12, withdrawn: 0 },
    attachments: { fetched: 4, unchanged: 13, failed: 0, pending: 0 }, requests: 24, bytes_received: 8_450_000, problems: [], losses: [], sources: [],
    next_attempt: inHours(12), ...part,
  };
}

const stopped = (code: string, part: Partial<RefreshReport> = {}) =>
  ended({
    outcome: "stopped", code, message: "The site could not be read: no answer came.", revision: 7, resources: { added: 0, revised: 0, kept: 0, withdrawn: 0 },
    attachments: NO_ATTACHMENTS, requests: 3, bytes_received: 4000, ...part,
  });

const progress = (part: Partial<Progress> = {}): Progress => tell({
  phase: "reading", done: 0, total: null, bytes_received: 0, bytes_per_second: null, seconds_left: null, current: "", problems: 0, latest_problem: null, ...part,
});
const FETCHING: Partial<Progress> = {
  phase: "fetching", done: 7, total: 18, bytes_received: 8_450_000, bytes_per_second: 310_000, seconds_left: 125,
  current: "Tower Hamlets Together - Shared Outcomes Framework", problems: 1, latest_problem: FAILED_FILE,
};

window.breakDown = (commands) => void (scenario.broken = commands);

window.caughtUp = () => void (scenario.incomplete = false);

window.scheduled = (step) => {
  const wanted = scenario.refresh;
  const report = wanted === "captive_portal" || wanted === "unreachable" ? stopped(wanted) : ended({});
  if (step === "report") refreshed = true;
  void emit(`refresh_${step}`, tell({ started: null, progress: progress(FETCHING), report }[step]));
};

async function refresh(accept: string[], onProgress: Channel<Progress>): Promise<RefreshReport> {
  cancelled = false;
  const tell = (part: Partial<Progress>) => onProgress.onmessage(progress(part));
  const wanted = scenario.refresh ?? "updated";
  if (wanted === "busy") throw failure("busy_elsewhere", "The library is being changed by another window or program.", "Try again in a minute.");
  if (wanted === "offline") return stopped("offline");
  tell({ phase: "reading", done: 1, total: 3, current: "Resource Library, page 1" });
  await wait(30);
  if (wanted === "site_changed" && !LOST.every(({ resource }) => accept.includes(resource))) return stopped("site_changed", { losses: LOST });
  if (wanted === "captive_portal" || wanted === "unreachable") return stopped(wanted);
  do {
    tell(FETCHING);
    await wait(50);
    if (cancelled) return stopped("cancelled");
  } while (wanted === "slow");
  starter = false;
  refreshed = true;
  if (wanted === "library_full") {
    const full = { code: "library_full", url: "", message: "The library has reached the size that it may have." };
    return ended({ outcome: "partial", attachments: { fetched: 4, unchanged: 3, failed: 0, pending: 11 }, problems: [full] });
  }
  if (wanted === "partial") return ended({ outcome: "partial", attachments: { ...NO_ATTACHMENTS, fetched: 4, unchanged: 13, failed: 1 }, problems: [FAILED_FILE] });
  return ended(wanted === "site_changed" ? { resources: { added: 0, revised: 0, kept: 4, withdrawn: LOST.length } } : {});
}

/** The page starts anew for another language; what was set outlives that, as the real host's file does. */
const SET_LANGUAGE = "fake-language";

const inForce: SettingsInForce = {
  settings: { refresh_every_hours: 12, pause_on_metered: true, pause_on_battery: false, library_limit_mb: 20_000, remember_recents: true, note_gaps: scenario.notes_gaps ?? false, stay_in_tray: false, start_at_login: false, language: sessionStorage.getItem(SET_LANGUAGE) ?? scenario.language ?? "" },
  held: scenario.held ?? [],
};

const packCounts = (): PackCounts =>
  scenario.pack === "old" ? { added: 0, newer: 0, completed: 0, kept: 15, files: 0, bytes: 0 } : { added: 3, newer: 2, completed: 1, kept: 9, files: 5, bytes: 8_400_000 };

async function packSteps(onProgress: Channel<PackProgress>, step: PackStep): Promise<void> {
  cancelled = false;
  do {
    onProgress.onmessage({ step, done: 4_000_000, total: 16_240_000 });
    await wait(50);
    if (cancelled) throw failure("cancelled", "It was stopped.", "Start it again when you like.");
  } while (scenario.pack === "slow");
}

const gaps: Gap[] = scenario.notes_gaps ? [{ words: "hoists", times: 4, month: "2026-11" }, { words: "lymphoedema", times: 2, month: "2026-10" }] : [];

/** As the library remembers them; `last` says how the newest ended. */
function records(last: Scenario["last"] = "updated"): RefreshRecord[] {
  const of = (days: number, seconds: number, report: RefreshReport): RefreshRecord => ({
    started: before(days + seconds / 86_400), finished: before(days), report,
  });
  const newest = last === "site_changed" ? stopped("site_changed", { losses: LOST }) : last === "partial" ? ended({ outcome: "partial", problems: [FAILED_FILE] }) : ended({});
  const quiet = ended({ outcome: "unchanged", resources: { added: 0, revised: 0, kept: 15, withdrawn: 0 }, attachments: { ...NO_ATTACHMENTS, unchanged: 16 }, requests: 19, bytes_received: 12_400 });
  return [
    of(2, 94, newest),
    of(2.5, 7, quiet),
    of(3, 31, stopped("offline")),
    of(3.5, 64, ended({ outcome: "partial", problems: [FAILED_FILE], attachments: { ...NO_ATTACHMENTS, fetched: 1, failed: 1 } })),
    of(4, 12, stopped("cancelled")),
    of(4.5, 3, stopped("captive_portal")),
    of(40, 790, ended({ resources: { added: 15, revised: 0, kept: 0, withdrawn: 0 }, attachments: { ...NO_ATTACHMENTS, fetched: 16 }, requests: 41, bytes_received: 16_240_000 })),
  ];
}

function attachmentOf(id: string): Attachment {
  const found = resources().flatMap(({ attachments }) => attachments).find((file) => file.id === id);
  if (!found) throw failure("not_found", "There is no such file", "");
  return found;
}

let basket: PrintPackItem[] = scenario.basket ?? [];

async function makePrintPack(items: PrintPackItem[], options: PrintPackOptions, to: PrintPackTo, onProgress: Channel<PrintPackProgress>): Promise<PrintPackMade> {
  cancelled = false;
  const packed = items.map((item) => ({ item, one: resources().find(({ id }) => id === item.resource) }));
  const total = items.length;
  for (const [done, { one }] of packed.entries()) {
    onProgress.onmessage(tell({ done, total, current: one?.title ?? "" }));
    do {
      await wait(20);
      if (cancelled) throw failure("cancelled", "It was stopped.", "Start it again when you like.");
    } while (scenario.slow_print_pack);
  }
  onProgress.onmessage({ done: total, total, current: "" });
  const entries = packed.map(({ item, one }, at) => {
    const isFilm = one?.attachments.some(({ id, media_type }) => id === item.attachment && media_type.startsWith("video/")) ?? true;
    const notes = options.large_print && at === 0 ? ["It has no text that could be set in large print: its pages are as they are."] : [];
    return { resource: item.resource, title: one?.title ?? "", first_page: isFilm ? null : at + 2, pages: isFilm ? 0 : 1, notes, left_out: isFilm ? "It is a recording." : null };
  });
  const printed = { file: null, printer: scenario.printed ?? "sent", program: "opened" } as const;
  return { pack: { file: "/home/reader/Documents/Print pack.pdf", pages: 1 + total, entries }, printed: printed[to] };
}

let feedback: Feedback[] = scenario.feedback ?? [];
interface Args {
  query: SearchQuery;
  words: string;
  limit: number;
  ids: string[];
  id: string;
  attachment: string;
  page: number | null;
  accept: string[];
  since: string | null;
  at: string;
  most: number;
  settings: Settings;
  change: ShelfChange;
  onProgress: Channel<Progress>;
  messages: Feedback[];
  items: PrintPackItem[];
  options: PrintPackOptions;
  to: PrintPackTo;
  address: string;
  name: string;
}

/** Sources that were added, here or before. */
let added: SourceSummary[] = scenario.added ? [...ADDED] : [];

function addSource(source: Pick<SourceSummary, "name" | "site" | "is_folder">): SourceSummary {
  if (added.some(({ site }) => site === source.site)) throw failure("bad_request", "This place is read already.", "Look at the list of sources.");
  const kept = { ...source, id: `added-${added.length}`, attribution: "", built_in: false, resources: 0, problem: null };
  added = [...added, kept];
  return kept;
}

const answers: Record<Command, (args: Args) => unknown> = {
  search: async ({ query }) => {
    await wait(scenario.delays_ms?.[query.words] ?? 1);
    return find(query);
  },
  choices: ({ query }) => choices(query, found(query), offered(query)),
  holdings: () => holdings(resources()),
  suggest: async ({ words, limit }) => {
    await wait(scenario.suggest_delays_ms?.[words] ?? 1);
    return suggest(words, limit);
  },
  listed: ({ ids }) => whole(ids).map((resource) => listed(resource, resources())),
  facts: ({ id }) => {
    const resource = resources().find((one) => one.id === id);
    return resource ? factsOf(resource) : [];
  },
  show: ({ id }) => {
    const found = resources().find((resource) => resource.id === id);
    if (!found) throw failure("not_found", "This resource is not in the library", "Search for its title.");
    return found;
  },
  text: ({ attachment, page }) => {
    const file = attachmentOf(attachment);
    const scan = isScanned(attachment);
    const pages = scan ? textOf(file).slice(0, seen).map((part) => ({ ...part, quality: "poor" as const, source: "ocr" as const })) : textOf(file);
    const pictures = scan ? leafletPages("en").length - seen : 0;
    return { attachment, quality: file.text, language: file.language, pictures, bookmarks: bookmarksOf(file), pages: pages.filter((part) => page === null || part.page === page) };
  },
  about: () => about(!starter),
  earlier_about: () => (starter ? [] : EARLIER),
  feedback: () => feedback,
  set_feedback: ({ messages }) => void (feedback = messages),
  status: () => {
    const now = status(!starter);
    return { ...now, sources: [...now.sources, ...added], ...scenario.status };
  },
  whats_new: ({ since }) => whatsNew(since, looks, refreshed),
  history: ({ id }) => history(id, looks),
  looked_at: ({ id }) => {
    looks.all ??= new Date().toISOString();
    looks.resources[id] = new Date().toISOString();
  },
  refreshes: ({ most }) => (starter ? [] : records(scenario.last)).slice(0, most),
  versions: () => ({ version: "0.1.0", build: "release", system: "Debian GNU/Linux 12 (bookworm), x86_64", library_format: 3, text_reader: 2, index_format: 2, web_view: "WebKitGTK 2.50.1" }),
  diagnostics: () => SUPPORT,
  save_diagnostics: () => (scenario.pack === "none" ? null : "~/Documents/details-for-support.txt"),
  settings: () => inForce,
  set_settings: ({ settings }) => {
    for (const [name, value] of Object.entries(settings)) if (!inForce.held.includes(name)) Object.assign(inForce.settings, { [name]: value });
    sessionStorage.setItem(SET_LANGUAGE, inForce.settings.language);
    return inForce;
  },
  looked_at_all: ({ at }) => void (looks.all = at),
  refresh: ({ accept, onProgress }) => refresh(accept, onProgress),
  cancel_refresh: () => void (cancelled = true),
  open_attachment: () => null,
  show_in_folder: () => null,
  save_copy: () => ["/home/reader/Documents/Official leaflet.pdf"],
  open_link: () => null,
  waiting_link: () => {
    const link = scenario.link ?? null;
    scenario.link = null;
    return link;
  },
  full_screen: () => null,
  computer_languages: () => [...navigator.languages],
  export_pack: async ({ onProgress }) => {
    if (scenario.pack === "none") return null;
    await packSteps(onProgress as unknown as Channel<PackProgress>, "copying");
    return { file: "/media/stick/Together Library.pack", resources: 15, files: 16, bytes: 16_240_000, left_out: [], other_sources: scenario.added ? 1 : 0 };
  },
  choose_pack: async ({ onProgress }) => {
    if (scenario.pack === "none") return null;
    await packSteps(onProgress as unknown as Channel<PackProgress>, "checking");
    if (scenario.pack === "broken") throw failure("refused", "The pack “Together Library.pack” was not taken: a file in it was changed or damaged.", "Copy it from where it was made once more. Nothing was changed here.");
    return { name: "Together Library.pack", counts: packCounts() };
  },
  add_pack: async ({ onProgress }) => {
    await packSteps(onProgress as unknown as Channel<PackProgress>, "reading");
    refreshed = true;
    return packCounts();
  },
  shelf: () => shelfNow(scenario.shelf),
  change_shelf: ({ change }) => changeShelf(scenario.shelf, change, (id) => resources().find((resource) => resource.id === id)?.title ?? null, inForce.settings.remember_recents),
  export_shelf: () => "/home/reader/Documents/My shelf.json",
  import_shelf: () => ({ favourites: 2, packs: 1, into_packs: 0, notes: 0, joined_notes: 0, left_out: 0 }),
  left_open: () => scenario.left_open ?? null,
  set_left_open: () => undefined,
  note_gap: ({ words }) => {
    if (!inForce.settings.note_gaps) return false;
    gaps.unshift({ words, times: 1, month: "2026-11" });
    return true;
  },
  gaps: () => [...gaps],
  clear_gaps: () => void gaps.splice(0),
  export_gaps: () => "/home/reader/Documents/Not found.csv",
  print_attachment: () => scenario.printed ?? "sent",
  send_mail: () => null,
  print_basket: () => ({ items: basket, is_kept: !scenario.basket_forgotten }),
  set_print_basket: ({ items }) => void (basket = items),
  make_print_pack: ({ items, options, to, onProgress }) => makePrintPack(items, options, to, onProgress as unknown as Channel<PrintPackProgress>),
  cancel_print_pack: () => void (cancelled = true),
  read_pictures: ({ onProgress }) => readPictures(onProgress as unknown as Channel<OcrProgress>),
  cancel_read_pictures: () => void (cancelled = true),
  add_site: ({ address, name }) => addSource({ name: name || new URL(address).hostname, site: address, is_folder: false }),
  add_folder: () => (scenario.pack === "none" ? null : addSource({ name: "Team leaflets", site: "/media/stick/Team leaflets", is_folder: true })),
  remove_source: ({ id }) => {
    const gone = added.find((source) => source.id === id);
    added = added.filter((source) => source !== gone);
    return gone?.resources ?? 0;
  },
};

mockWindows("main");
mockConvertFileSrc("windows");
mockIPC(answer, { shouldMockEvents: true });

function answer(command: string, args: unknown): unknown {
  const values = (args ?? {}) as unknown as Args;
  window.calls.push({ command, args: JSON.parse(JSON.stringify(values)) as Record<string, unknown> });
  if (scenario.broken?.includes(command as Command)) throw failure("failed", "The library could not be read", "Start the program again.");
  const known = answers[command as Command];
  if (!known) throw failure("failed", `no command ${command}`, "");
  const answer = known(values);
  return answer instanceof Promise ? answer.then(tell) : tell(answer);
}
