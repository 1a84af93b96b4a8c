/** What pdf.js keeps of the text of pages. */
import type { EventBus, PDFViewer } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";

interface PageView {
  /** Marks the words that were found; it keeps a hold on every piece of the page's text. */
  _textHighlighter: { enabled: boolean; setTextMapping(pieces: null, texts: null): void };
}

/**
 * Lets go of the text of pages that are no longer drawn. pdf.js takes it off the screen and keeps it all the same: some
 * 2 MB for a page of three thousand pieces, for as long as the document is open.
 */
export function letGoOfTexts(viewer: PDFViewer, eventBus: EventBus): void {
  const held = new Set<PageView>();
  eventBus.on("textlayerrendered", ({ source }: { source: PageView }) => {
    held.add(source);
    const drawn = new Set<unknown>(viewer.getCachedPageViews());
    for (const page of held) {
      if (drawn.has(page) || page._textHighlighter.enabled) continue;
      page._textHighlighter.setTextMapping(null, null);
      held.delete(page);
    }
  });
}
