/** pdf.js's own viewer (it draws only what is near and keeps ten pages at most), with our words and our links. */
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { EventBus, PDFViewer } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import { isEmpty, sameWords, type Wanted } from "../../search/words";
import type { PagePane } from "../reading.svelte";
import { DarkPages } from "./darkPages";
import { Finder } from "./finder";
import { AT_FIRST, type Fit, PAGE, scaleFor, WIDTH } from "./fit";
import { Links } from "./links";
import { namePages } from "./names";
import { letGoOfTexts } from "./texts";

/** States of pdf.js's find controller. */
const NOT_FOUND = 1;
const PENDING = 3;

/** The pages are drawn anew once the fingers rest. */
const SETTLED_MS = 200;

export interface Watching {
  onpage(page: number): void;
  onscale(percent: number): void;
  /** Place that is selected (from 1; 0 where none is) and places in all. */
  onmatches(current: number, total: number): void;
  /** The words stand nowhere in the pages' own text. */
  onmissing(): void;
}

export interface Viewer extends PagePane {
  mark(wanted: Wanted): void;
  darken(dark: boolean): void;
  close(): void;
}

export interface Opening {
  page: number;
  /** Clockwise, in degrees. */
  rotation: number;
  wanted: Wanted;
}

/** Shows a document in `container` (placed absolutely, with one empty child), its words marked. */
export function showPdf(container: HTMLDivElement, pdf: PDFDocumentProxy, { page, rotation, wanted }: Opening, watching: Watching): Viewer {
  const stopped = new AbortController();
  const eventBus = new EventBus();
  const linkService = new Links({ eventBus, ignoreDestinationZoom: true });
  const findController = new Finder({ linkService, eventBus });
  const options = {
    container,
    eventBus,
    linkService,
    findController,
    l10n: namePages(container),
    removePageBorders: true,
    annotationMode: 1, // drawn and linked; no forms
    textLayerMode: 1,
    maxCanvasPixels: 2 ** 24,
    enableAutoLinking: false,
    // Where pictures stand is noted (for dark pages); none is large enough to be offered by itself.
    imagesRightClickMinSize: Number.MAX_SAFE_INTEGER,
    abortSignal: stopped.signal,
  };
  const viewer = new PDFViewer(options);
  linkService.setViewer(viewer);
  // Half a minute after the last drawing, what was read for pages that are no longer drawn is given back.
  const queue = viewer.renderingQueue as { onIdle: (() => void) | null } | undefined;
  if (queue) {
    queue.onIdle = () => {
      if (stopped.signal.aborted) return;
      viewer.cleanup();
      // While a page is being drawn there is nothing to give back yet.
      pdf.cleanup().catch(() => undefined);
    };
  }
  letGoOfTexts(viewer, eventBus);
  const darkPages = new DarkPages(viewer, eventBus);

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
    // Each page would be a landmark of the window: hundreds of them lead nobody anywhere.
    for (const shown of container.querySelectorAll(".page")) shown.setAttribute("role", "group");
    if (rotation !== 0) viewer.pagesRotation = rotation;
    fit(AT_FIRST);
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

  function fit(way: Fit) {
    const shown = viewer.getPageView(viewer.currentPageNumber - 1) as { width: number; height: number; scale: number } | undefined;
    if (!shown) return;
    fitted = way;
    const page = { width: shown.width / shown.scale, height: shown.height / shown.scale };
    viewer.currentScale = scaleFor(way, page, { width: container.clientWidth, height: container.clientHeight });
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

  // What fits changes with the window until a size is chosen.
  let fitted: Fit | null = AT_FIRST;
  let [width, height] = [container.clientWidth, container.clientHeight];
  const resized = new ResizeObserver(() => {
    const same = container.clientWidth === width && (container.clientHeight === height || !fitted?.whole);
    if (same || container.clientWidth === 0) return;
    [width, height] = [container.clientWidth, container.clientHeight];
    if (fitted !== null) fit(fitted);
  });
  resized.observe(container);

  return {
    scroller: container,
    goTo(to) {
      opening = false;
      // A match that is still to be shown must not take the reader back from there.
      findController._scrollMatches = false;
      viewer.currentPageNumber = Math.min(Math.max(1, to), pdf.numPages);
    },
    zoomIn: () => size(() => viewer.increaseScale()),
    zoomOut: () => size(() => viewer.decreaseScale()),
    zoomBy: (scaleFactor, origin) => size(() => viewer.updateScale({ scaleFactor, origin, drawingDelay: SETTLED_MS })),
    fitWidth: () => fit(WIDTH),
    fitPage: () => fit(PAGE),
    rotateTo(to) {
      viewer.pagesRotation = to;
      if (fitted !== null) fit(fitted);
    },
    follow: (dest) => void linkService.goToDestination(dest as string | unknown[]),
    isDrawn: (number) => [...viewer.getCachedPageViews()].some(({ id }: { id: number }) => id === number),
    mark,
    darken: (dark) => darkPages.turn(dark),
    next: () => find(false),
    previous: () => find(true),
    close() {
      resized.disconnect();
      darkPages.close();
      stopped.abort();
      viewer.setDocument(null as unknown as PDFDocumentProxy);
      linkService.setDocument(null, null);
      findController.setDocument(null as unknown as PDFDocumentProxy);
    },
  };
}
