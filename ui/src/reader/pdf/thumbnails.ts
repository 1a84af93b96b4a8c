/**
 * Small pictures of pages, drawn one after the other and only those that are asked for, on one canvas; they are kept as
 * compressed files, the last hundred of them.
 */
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

const KEPT = 100;
const WIDTH_PX = 132;
const QUALITY = 0.8;

export class Thumbnails {
  #urls = new Map<number, string>();
  #asked = new Map<number, (url: string) => void>();
  #canvas = document.createElement("canvas");
  #drawing = false;
  #closed = false;

  /** `isDrawn`: the viewer keeps this page, and its parts must stay. */
  constructor(
    private readonly pdf: PDFDocumentProxy,
    private readonly rotation: number,
    private readonly isDrawn: (page: number) => boolean,
  ) {}

  /** `then` gets the picture's address, which holds until `gone` is called with it; what was asked last comes first. */
  ask(page: number, then: (url: string) => void): void {
    const url = this.#urls.get(page);
    if (url) {
      this.#urls.delete(page);
      this.#urls.set(page, url);
      then(url);
      return;
    }
    this.#asked.delete(page);
    this.#asked.set(page, then);
    if (!this.#drawing) void this.#work();
  }

  forget(page: number): void {
    this.#asked.delete(page);
  }

  async #work(): Promise<void> {
    this.#drawing = true;
    for (;;) {
      const next = [...this.#asked].at(-1);
      if (!next || this.#closed) break;
      const [page, then] = next;
      this.#asked.delete(page);
      try {
        const url = await this.#draw(page);
        if (this.#closed) URL.revokeObjectURL(url);
        else {
          this.#keep(page, url);
          then(url);
        }
      } catch {
        // A damaged page has no picture; its number leads there all the same.
      }
      // The pages themselves, and the keys, come first.
      await new Promise((done) => setTimeout(done));
    }
    this.#drawing = false;
  }

  async #draw(number: number): Promise<string> {
    const page = await this.pdf.getPage(number);
    const rotation = (page.rotate + this.rotation) % 360;
    const whole = page.getViewport({ scale: 1, rotation });
    const viewport = page.getViewport({ scale: (WIDTH_PX * Math.min(2, devicePixelRatio)) / whole.width, rotation });
    const canvas = this.#canvas;
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport, annotationMode: 1 }).promise;
    if (!this.isDrawn(number)) page.cleanup();
    const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    canvas.width = canvas.height = 0;
    if (!file) throw new Error("the picture could not be made");
    return URL.createObjectURL(file);
  }

  #keep(page: number, url: string): void {
    this.#urls.set(page, url);
    const [oldest] = this.#urls;
    if (this.#urls.size <= KEPT || !oldest) return;
    URL.revokeObjectURL(oldest[1]);
    this.#urls.delete(oldest[0]);
  }

  close(): void {
    this.#closed = true;
    this.#asked.clear();
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }
}
