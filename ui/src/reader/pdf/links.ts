/** Where the links of a PDF lead: inside it to a page; out of it only after asking. */
import { PDFLinkService } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import { outside } from "../../design/outside.svelte";

export class Links extends PDFLinkService {
  /** While true, finding words does not leave the page that was asked for. */
  held = false;

  override get page(): number {
    return super.page;
  }

  override set page(value: number) {
    if (!this.held) super.page = value;
  }

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
