/** Finding words on the pages by the program's own rule, so that pages and text view mark the same. */
import { PDFFindController } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import { findWords, type Wanted } from "../../search/words";

export class Finder extends PDFFindController {
  wanted: Wanted = { beginnings: [], whole: new Set() };
  held = false;
  onreveal: (element: HTMLElement) => void = () => {};

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
