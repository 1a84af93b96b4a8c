/** Names of pages in the language of the interface: what pdf.js would otherwise say in English. */
import type { L10n } from "pdfjs-dist/types/web/l10n";
import { interfaceLanguage, LOCALE, t } from "../../messages";

const PAGES = '[data-l10n-id="pdfjs-page-landmark"]';

/** Names the pages in `container`, those to come too, until it is taken away. */
export function namePages(container: HTMLElement): L10n {
  const name = (page: Element) => {
    const { page: number } = JSON.parse(page.getAttribute("data-l10n-args") ?? "{}") as { page?: number };
    if (number !== undefined) page.setAttribute("aria-label", t("text.page", { page: number }));
  };
  const nameAll = () => container.querySelectorAll(PAGES).forEach(name);
  new MutationObserver(nameAll).observe(container, { childList: true, subtree: true, attributeFilter: ["data-l10n-args"] });
  nameAll();
  const nothing = async () => {};
  // All that the viewer asks of it.
  return {
    getLanguage: () => LOCALE, getDirection: () => interfaceLanguage.direction, get: async () => "", translate: nothing, translateOnce: nothing, destroy: nothing,
    pause: () => {}, resume: () => {},
  } as unknown as L10n;
}
