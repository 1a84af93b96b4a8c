/** One open file while it is read: how it is shown, at which page, how large, and the words that are looked for in it. */
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Attachment } from "../bindings/Attachment";
import type { Resource } from "../bindings/Resource";
import * as host from "../host/host";
import { t } from "../messages";
import { library } from "../search/library.svelte";
import { isEmpty, sameWords, wanted, type Wanted } from "../search/words";
import { Aloud } from "./aloud/aloud.svelte";
import type { ContentsEntry } from "./text/contents";
import { markText } from "./text/paragraphs";
import { viewOf, type View } from "./views";

export type Mode = "page" | "both" | "text";

/** Places where the words stand: the one that is shown (from 1; 0 where none is), and all. */
export interface Places {
  current: number;
  total: number;
}
const NOWHERE: Places = { current: 0, total: 0 };

/** What the text of a file does for its toolbar and keys. */
interface Pane {
  readonly scroller: HTMLElement;
  goTo(page: number): void;
  next(): void;
  previous(): void;
}
export interface TextPane extends Pane {
  toParagraph(number: number): void;
}
/** What its pages do. */
export interface PagePane extends Pane {
  zoomIn(): void;
  zoomOut(): void;
  /** Around a point of the window, in CSS px. */
  zoomBy(factor: number, origin: [number, number]): void;
  fitWidth(): void;
  fitPage(): void;
  /** Clockwise, in degrees; a multiple of 90. */
  rotateTo(degrees: number): void;
  /** To where an entry of the file's own contents leads. */
  follow(dest: unknown): void;
  /** Whether the page is kept drawn: its parts are still needed. */
  isDrawn(page: number): boolean;
}

/** What stands beside the pages. */
export type Panel = "none" | "thumbnails" | "contents";

export interface Asked {
  resource: Resource;
  attachment: Attachment;
  /** Where to open; null: where the person was last, or at the beginning. */
  page: number | null;
  q: string;
  /** It stands beside another one. */
  second?: boolean;
  onplace(page: number, q: string): void;
}

const NO_WORDS = wanted("");
/** Below it, pages and text stand one above the other. */
const NARROW_PX = 800;
const ZOOMS = [0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3, 4];

/** What the person chose last holds for the next file too. */
let chosenMode: Mode = "page";
let chosenZoom = 1;
let chosenPanel: Panel = "none";

/** Where the person was in the files that were read, until the window is closed. */
const left = new Map<string, { page: number; rotation: number }>();

export class Reading {
  readonly view: View;
  /** The ways that this file can be shown; one alone is not offered as a choice. */
  readonly modes: Mode[];
  mode: Mode = $state("text");
  page = $state(1);
  /** 0 where the file has no pages. */
  pages = $state(0);
  words = $state("");
  /** Size of the pages; 100 is that of the paper. */
  percent = $state(100);
  /** Size of text and pictures; 1 is that of the window's own text. */
  zoom = $state(chosenZoom);
  /** Places of the words on the pages and in the text; they differ where a file's own text is damaged. */
  onPages: Places = $state(NOWHERE);
  inText: Places = $state(NOWHERE);
  /** The words stand nowhere on the pages. */
  missing = $state(false);
  /** Places that only the text has, while it is not shown. */
  onlyText = $state(0);
  /** Clockwise, in degrees. */
  rotation = $state(0);
  panel: Panel = $state(chosenPanel);
  /** The opened PDF; null before, and where its pages are not shown. */
  pdf: PDFDocumentProxy | null = $state.raw(null);
  /** Of the text, while it is shown. */
  contents: ContentsEntry[] = $state.raw([]);
  readonly aloud = new Aloud();
  pagePane: PagePane | undefined = $state.raw();
  textPane: TextPane | undefined = $state.raw();
  #opening = true;
  #asked: () => Asked;

  constructor(asked: () => Asked) {
    this.#asked = asked;
    const { attachment, page, q } = asked();
    this.view = viewOf(attachment);
    this.modes = this.view === "pdf" ? ["page", "both", "text"] : ["text"];
    this.mode = this.view === "pdf" ? chosenMode : "text";
    const before = left.get(attachment.id);
    this.rotation = before?.rotation ?? 0;
    // Words lead to their own place.
    this.page = page ?? (q === "" ? before?.page : undefined) ?? 1;
    this.pages = attachment.pages ?? 0;
    this.words = q;
  }

  /** It has text or pages with text. */
  get readable(): boolean {
    return this.view === "pdf" || this.view === "text";
  }
  get sizable(): boolean {
    return this.readable || this.view === "image";
  }

  wanted: Wanted = $derived.by(() => {
    const { resource, q } = this.#asked();
    return wanted(this.words, this.words === q ? library.markedIn(resource.id, q) : []);
  });

  /** The text, not the pages, counts the words' places and moves between them. */
  textLeads = $derived(this.mode === "text" || (this.mode === "both" && this.missing));
  places = $derived(this.textLeads ? this.inText : this.onPages);
  #leader = $derived(this.textLeads ? this.textPane : this.pagePane);
  /** Size that the toolbar tells. */
  shownPercent = $derived(this.mode === "page" ? this.percent : Math.round(this.zoom * 100));

  /** The reader is at this page now. */
  place(page: number): void {
    this.page = page;
    this.#leave();
    this.#asked().onplace(page, this.words);
  }

  #leave(): void {
    left.set(this.#asked().attachment.id, { page: this.page, rotation: this.rotation });
  }

  find(words: string): void {
    this.words = words;
    [this.missing, this.onlyText, this.#opening] = [false, 0, false];
    if (isEmpty(this.wanted)) this.onPages = this.inText = NOWHERE;
    this.place(this.page);
  }

  next = () => this.#leader?.next();
  previous = () => this.#leader?.previous();

  foundOnPages(current: number, total: number): void {
    this.onPages = { current, total };
    if (total > 0) [this.missing, this.onlyText] = [false, 0];
  }

  /** Not on the pages: perhaps in the text that the library read, which is what the search found. */
  async lookInText(): Promise<void> {
    const { attachment } = this.#asked();
    this.missing = true;
    if (attachment.text === "none" || this.mode !== "page" || isEmpty(this.wanted)) return;
    const asked = this.wanted;
    try {
      const { marks } = markText(await host.text(attachment.id), asked);
      if (!sameWords(asked, this.wanted) || this.mode !== "page") return;
      if (this.#opening && marks > 0) this.mode = "both";
      else this.onlyText = marks;
    } catch {
      // The pages are shown all the same.
    }
  }

  show(mode: Mode): void {
    this.mode = chosenMode = mode;
    [this.#opening, this.onlyText] = [false, 0];
  }

  /** The pages cannot be shown: the text can, where there is any. */
  broken(): void {
    if (this.#asked().attachment.text !== "none" && this.mode === "page") this.mode = "text";
  }

  goTo(page: number): void {
    this.pagePane?.goTo(page);
    this.textPane?.goTo(page);
    this.place(page);
  }

  resize(larger: boolean): void {
    if (larger) this.pagePane?.zoomIn();
    else this.pagePane?.zoomOut();
    if (this.mode === "page" && this.view === "pdf") return;
    const next = larger ? ZOOMS.find((step) => step > this.zoom + 0.01) : ZOOMS.findLast((step) => step < this.zoom - 0.01);
    if (next) this.zoom = chosenZoom = next;
  }

  fitWidth = (): void => {
    this.pagePane?.fitWidth();
    this.zoom = chosenZoom = 1;
  };
  fitPage = (): void => this.pagePane?.fitPage();

  /** By a quarter. */
  turn(clockwise: boolean): void {
    if (!this.pagePane) return;
    this.rotation = (this.rotation + (clockwise ? 90 : 270)) % 360;
    this.#leave();
    this.pagePane.rotateTo(this.rotation);
  }

  /** For those who hear it; the same leaflet may be open twice. */
  get title(): string {
    const { attachment, resource, second } = this.#asked();
    const title = attachment.label || resource.title;
    return second ? t("beside.title", { title }) : title;
  }

  /** The language that its text is read in. */
  get language(): string {
    const { attachment, resource } = this.#asked();
    return attachment.language ?? resource.language;
  }

  /** From the page that is open, with the text in sight. May reject with a `HostError`. */
  async readAloud(): Promise<void> {
    const { attachment } = this.#asked();
    const text = await host.text(attachment.id);
    if (this.mode === "page") this.mode = innerWidth < NARROW_PX ? "text" : "both";
    const { pages } = markText(text, NO_WORDS);
    const whole = text.language ?? this.language;
    const spoken = pages.flatMap(({ paragraphs, language }) => paragraphs.map(({ number, text: words }) => ({ number, text: words, language: language ?? whole })));
    const first = pages.find(({ page, paragraphs }) => (page ?? this.page) >= this.page && paragraphs.length > 0)?.paragraphs[0];
    await this.aloud.start(spoken, first?.number ?? 0);
  }

  openPanel(panel: Panel): void {
    this.panel = chosenPanel = panel;
  }
  togglePanel = (): void => this.openPanel(this.panel === "none" ? "thumbnails" : "none");
}
