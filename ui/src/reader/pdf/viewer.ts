/** pdf.js's own viewer (it draws only what is near and keeps ten pages at most), with our words and our links. */
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { EventBus, PDFFindController, PDFLinkService, PDFViewer } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import { outside } from "../../design/outside.svelte";
import { findWords, isEmpty, sameWords, type Wanted } from "../../search/words";

/** States of pdf.js's find controller. */
const NOT_FOUND = 1;
const PENDING = 3;

/** Ground left and right of a page that fits the width. */
const MARGINS_PX = 32;
/** A small leaflet is not blown up to the whole width before that is asked for. */
const LARGEST_AT_FIRST = 1.4;
const LARGEST = 10;

class Links extends PDFLinkService {
  /** While true, finding words does not leave the page that was asked for. */
  held = false;

  override get page(): number {
    return super.page;
  }

  override set page(value: number) {
    if (!this.held) super.page = value;
  }

  /** Links in the file ask before they leave the window. */
  override addLinkAttributes(link: HTMLAnchorElement, url: string): void {
    link.href = url;
    link.title = url;
    link.rel = "noopener noreferrer";
    const ask = (event: Event) => {
      event.preventDefault();
      outside.ask(url);
    };
    link.onclick = ask;
    link.onauxclick = ask;
  }
}

class Finder extends PDFFindController {
  wanted: Wanted = { beginnings: [], whole: new Set() };
  held = false;
  onreveal: (element: HTMLElement) => void = () => {};

  /** The program's own rule for words, so that pages and text view mark the same. */
  override match(_query: string | string[], pageContent: string) {
    return findWords(pageContent, this.wanted).map(([from, to]) => ({ index: from, length: to - from }));
  }

  override scrollMatchIntoView(match: { element: HTMLElement; pageIndex: number; matchIndex: number }): void {
    if (this.held) return;
    const selected = this.selected;
    if (!this._scrollMatches || !match.element || match.pageIndex !== selected?.pageIdx || match.matchIndex !== selected.matchIdx) return;
    this._scrollMatches = false;
    this.onreveal(match.element);
  }
}

export interface Watching {
  onpage(page: number): void;
  onscale(percent: number): void;
  /** Place that is selected (from 1; 0 where none is) and places in all. */
  onmatches(current: number, total: number): void;
  /** The words stand nowhere in the pages' own text. */
  onmissing(): void;
}

export interface Viewer {
  readonly page: number;
  goTo(page: number): void;
  zoomIn(): void;
  zoomOut(): void;
  fitWidth(): void;
  mark(wanted: Wanted): void;
  next(): void;
  previous(): void;
  close(): void;
}

/** Shows a document in `container` (placed absolutely, with one empty child), opened at `page`, its words marked. */
export function showPdf(container: HTMLDivElement, pdf: PDFDocumentProxy, page: number, wanted: Wanted, watching: Watching): Viewer {
  const stopped = new AbortController();
  const eventBus = new EventBus();
  const linkService = new Links({ eventBus, ignoreDestinationZoom: true });
  const findController = new Finder({ linkService, eventBus });
  const options = {
    container,
    eventBus,
    linkService,
    findController,
    removePageBorders: true,
    annotationMode: 1, // drawn and linked; no forms
    textLayerMode: 1,
    maxCanvasPixels: 2 ** 24,
    enableAutoLinking: false,
    abortSignal: stopped.signal,
  };
  const viewer = new PDFViewer(options);
  linkService.setViewer(viewer);

  // Only the pages scroll (scrollIntoView would move the window too), and the words before a match stay in sight.
  findController.onreveal = (element) => {
    const [match, box] = [element.getBoundingClientRect(), container.getBoundingClientRect()];
    const inSight = match.top > box.top + 8 && match.bottom < box.bottom - box.height / 8;
    if (!inSight) container.scrollTop += match.top - box.top - box.height * 0.4;
    if (match.left < box.left || match.right > box.right) container.scrollLeft += match.left - box.left - box.width / 3;
  };

  let opening = true;
  let marked = false;
  eventBus.on("pagesinit", () => {
    fit(LARGEST_AT_FIRST);
    viewer.currentPageNumber = Math.min(page, pdf.numPages);
    watching.onpage(viewer.currentPageNumber);
    mark(wanted);
  });
  eventBus.on("pagechanging", ({ pageNumber }: { pageNumber: number }) => watching.onpage(pageNumber));
  eventBus.on("scalechanging", ({ scale }: { scale: number }) => watching.onscale(Math.round(scale * 100)));

  // pdf.js measures text on a canvas at the end of the page, outside every landmark: it is nothing to be read out.
  eventBus.on("textlayerrendered", () => {
    for (const canvas of document.querySelectorAll("body > .hiddenCanvasElement")) canvas.setAttribute("aria-hidden", "true");
  });

  const tell = ({ current, total }: { current: number; total: number }) => watching.onmatches(current, total);
  eventBus.on("updatefindmatchescount", ({ matchesCount }: { matchesCount: { current: number; total: number } }) => tell(matchesCount));
  eventBus.on("updatefindcontrolstate", (found: { state: number; matchesCount: { current: number; total: number } }) => {
    if (found.state === PENDING) return;
    tell(found.state === NOT_FOUND ? { current: 0, total: 0 } : found.matchesCount);
    if (found.state === NOT_FOUND) watching.onmissing();
    if (!opening) return;
    // Opened at the page of a hit: that page stays, even where the first marked word is on another.
    opening = false;
    if (findController.selected?.pageIdx !== viewer.currentPageNumber - 1) {
      hold(true);
      queueMicrotask(() => hold(false));
    }
  });

  function fit(largest: number) {
    const shown = viewer.getPageView(viewer.currentPageNumber - 1) as { width: number; scale: number } | undefined;
    if (!shown) return;
    fitted = largest;
    viewer.currentScale = Math.min(largest, ((container.clientWidth - MARGINS_PX) / shown.width) * shown.scale);
  }

  function size(change: () => void) {
    fitted = null;
    change();
  }

  function hold(held: boolean) {
    linkService.held = held;
    findController.held = held;
    if (!held) findController._scrollMatches = false;
  }

  function find(findPrevious: boolean) {
    eventBus.dispatch("find", {
      source: null,
      type: "again",
      query: [...findController.wanted.beginnings, ...findController.wanted.whole],
      caseSensitive: false,
      entireWord: false,
      highlightAll: true,
      findPrevious,
      matchDiacritics: false,
    });
  }

  function mark(next: Wanted) {
    if (marked && sameWords(findController.wanted, next)) return;
    marked = true;
    findController.wanted = next;
    if (isEmpty(next)) {
      opening = false;
      eventBus.dispatch("findbarclose", { source: null });
      tell({ current: 0, total: 0 });
    } else find(false);
  }

  linkService.setDocument(pdf, null);
  viewer.setDocument(pdf);

  // The width that fits changes with the window until a size is chosen.
  let fitted: number | null = LARGEST_AT_FIRST;
  let width = container.clientWidth;
  const resized = new ResizeObserver(() => {
    if (container.clientWidth === width || container.clientWidth === 0) return;
    width = container.clientWidth;
    if (fitted !== null) fit(fitted);
  });
  resized.observe(container);

  return {
    get page() {
      return viewer.currentPageNumber;
    },
    goTo(to) {
      opening = false;
      // A match that is still to be shown must not take the reader back from there.
      findController._scrollMatches = false;
      viewer.currentPageNumber = Math.min(Math.max(1, to), pdf.numPages);
    },
    zoomIn: () => size(() => viewer.increaseScale()),
    zoomOut: () => size(() => viewer.decreaseScale()),
    fitWidth: () => fit(LARGEST),
    mark,
    next: () => find(false),
    previous: () => find(true),
    close() {
      resized.disconnect();
      stopped.abort();
      viewer.setDocument(null as unknown as PDFDocumentProxy);
      linkService.setDocument(null, null);
      findController.setDocument(null as unknown as PDFDocumentProxy);
    },
  };
}
