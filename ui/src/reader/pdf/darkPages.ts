/**
 * Dark pages: a style sheet turns what pdf.js drew; pictures keep their own colours on a second canvas above it. A picture
 * that is the whole page turns with it where it is paper (a scan), and stays where it is a photograph.
 */
import type { EventBus, PDFViewer } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import { around, boxesOf, isGround, isPaper, turned, type Box } from "./images";

/** Of pdf.js's view of a page, what is needed here. */
interface PageView {
  id: number;
  canvas: HTMLCanvasElement | null;
  imageCoordinates: ArrayLike<number> | null;
}

const SAMPLE_PX = 24;

export class DarkPages {
  #on = false;
  #viewer: PDFViewer;
  /** Pictures as they stood when the page was first drawn, and how the pages were turned then. */
  #known = new Map<number, { boxes: Box[]; rotation: number }>();
  #kept = new Map<number, HTMLCanvasElement>();

  constructor(viewer: PDFViewer, eventBus: EventBus) {
    this.#viewer = viewer;
    eventBus.on("pagerendered", ({ source, isDetailView, error }: { source: PageView; isDetailView: boolean; error: unknown }) => {
      if (isDetailView || error) return;
      const drawn = source.imageCoordinates;
      if (drawn && !this.#known.has(source.id)) this.#known.set(source.id, { boxes: boxesOf(drawn), rotation: viewer.pagesRotation });
      this.#dropUnseen();
      if (this.#on) this.#keep(source);
    });
  }

  turn(on: boolean): void {
    this.#on = on;
    (this.#viewer.viewer as HTMLElement).classList.toggle("dark", on);
    if (!on) return this.close();
    for (const view of this.#viewer.getCachedPageViews() as Set<PageView>) if (view.canvas) this.#keep(view);
  }

  #keep({ id, canvas }: PageView): void {
    this.#drop(id);
    const known = this.#known.get(id);
    if (!canvas?.parentElement || !known) return;
    const boxes = known.boxes.map((box) => turned(box, this.#viewer.pagesRotation - known.rotation)).filter((box) => !isGround(box) || !isScan(canvas, box));
    const whole = around(boxes);
    if (!whole) return;
    const kept = document.createElement("canvas");
    const place = (share: number, of: number) => Math.round(share * of);
    const [left, top] = [place(whole[0], canvas.width), place(whole[1], canvas.height)];
    kept.width = place(whole[2], canvas.width) - left;
    kept.height = place(whole[3], canvas.height) - top;
    const ink = kept.getContext("2d");
    if (!ink || kept.width === 0 || kept.height === 0) return;
    for (const box of boxes) {
      const [x, y] = [place(box[0], canvas.width), place(box[1], canvas.height)];
      const [width, height] = [place(box[2], canvas.width) - x, place(box[3], canvas.height) - y];
      if (width > 0 && height > 0) ink.drawImage(canvas, x, y, width, height, x - left, y - top, width, height);
    }
    kept.className = "kept";
    kept.setAttribute("aria-hidden", "true");
    const percent = (part: number, of: number) => `${(part / of) * 100}%`;
    kept.style.setProperty("left", percent(left, canvas.width));
    kept.style.setProperty("top", percent(top, canvas.height));
    kept.style.setProperty("width", percent(kept.width, canvas.width));
    kept.style.setProperty("height", percent(kept.height, canvas.height));
    canvas.parentElement.append(kept);
    this.#kept.set(id, kept);
  }

  #drop(id: number): void {
    const kept = this.#kept.get(id);
    if (!kept) return;
    // WebKit frees a canvas's memory late, but one without a size at once.
    kept.width = kept.height = 0;
    kept.remove();
    this.#kept.delete(id);
  }

  /** pdf.js has thrown their pages away. */
  #dropUnseen(): void {
    for (const [id, kept] of this.#kept) if (!kept.isConnected) this.#drop(id);
  }

  close(): void {
    for (const id of [...this.#kept.keys()]) this.#drop(id);
  }
}

function isScan(canvas: HTMLCanvasElement, [left, top, right, bottom]: Box): boolean {
  const sample = document.createElement("canvas");
  sample.width = sample.height = SAMPLE_PX;
  const ink = sample.getContext("2d", { willReadFrequently: true });
  if (!ink) return false;
  ink.drawImage(canvas, left * canvas.width, top * canvas.height, (right - left) * canvas.width, (bottom - top) * canvas.height, 0, 0, SAMPLE_PX, SAMPLE_PX);
  return isPaper(ink.getImageData(0, 0, SAMPLE_PX, SAMPLE_PX).data);
}
