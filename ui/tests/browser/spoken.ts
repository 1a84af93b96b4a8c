/** The window in another language: found by its English names, and read for words that are in none of the files. */
import type { Locator, Page } from "playwright-core";
import { CLOSING, OPENING, FAKES } from "../../src/messages/fake";
import type { Language } from "../../src/messages/languages";

export const [ACCENTED, MIRRORED] = FAKES as [Language, Language];

type Name = string | RegExp | undefined;

function said(name: Name, exact: boolean, { transform = String, frame = String }: Language): Name {
  if (name === undefined) return name;
  if (typeof name === "string") return exact ? frame(transform(name)) : transform(name);
  return new RegExp(transform(name.source.replace(/^\^/, "")), name.flags);
}

/** The same page, on which things are also found by their English names. */
export function inEnglish(page: Page, language: Language): Page {
  const either = (find: (name: Name) => Locator, name: Name, exact = false) => find(name).or(find(said(name, exact, language)));
  const ways: Partial<Page> = {
    getByRole: (role, options) => either((name) => page.getByRole(role, { ...options, name }), options?.name, options?.exact),
    getByText: (text, options) => either((name) => page.getByText(name ?? "", options), text, options?.exact),
    getByLabel: (text, options) => either((name) => page.getByLabel(name ?? "", options), text, options?.exact),
  };
  return new Proxy(page, {
    get(target, name) {
      const value = (ways as Record<PropertyKey, unknown>)[name] ?? Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** What is read or spoken in the window, but for documents themselves, names of keys and marks without letters. */
export const words = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>([document.title]);
    const documents = "mark, ins, del, pre, article, .textLayer, .annotationLayer, kbd, code, script, style";
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      if (element.closest(documents) || !(element.matches("option") || element.checkVisibility())) continue;
      for (const name of ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "title", "alt"]) found.add(element.getAttribute(name) ?? "");
      // Changed words are a document's own.
      if (element.querySelector(":scope > :is(ins, del)")) continue;
      // Marked words cut a text into pieces: it is taken whole.
      const pieces = [...element.childNodes].filter((node) => node instanceof Text && node.data.trim() !== "");
      if (pieces.length > 0) found.add(element.querySelector(":scope > mark") ? (element.textContent ?? "") : pieces.map(({ textContent }) => textContent).join(""));
    }
    return [...found].map((text) => text.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim()).filter((text) => /\p{L}/u.test(text));
  });

/** What is left of a text when all messages in it are taken away. */
function withoutMessages(text: string): string {
  const message = new RegExp(`${OPENING}[^${OPENING}${CLOSING}]*${CLOSING}`, "g");
  let [before, left] = ["", text];
  while (before !== left) [before, left] = [left, left.replace(message, " ")];
  return left;
}

const MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
const DATE = new RegExp(`(?:(?:\\d{1,2} )?(?:${MONTHS}) \\d{4})(?: at \\d{1,2}:\\d{2})?`, "gi");
const RELATIVE = /\b(?:today|yesterday|tomorrow|last (?:week|month|year)|\d+ (?:day|week|month|year)s? ago)\b/gi;

/** Words in the accented language that stand in no file of messages and that the host did not tell either. */
export async function strayWords(page: Page): Promise<string[]> {
  const told = new Set(await page.evaluate(() => [...window.told]));
  const names = new Intl.DisplayNames(["en-GB"], { type: "language" });
  const languages = ["en", "bn", "ar", "so", "ur", "syl", "pl", "fr", "damaged"].flatMap((tag) => [names.of(tag) ?? "", new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? ""]);
  const data = [...told, ...languages, "Soomaali", "Ctrl K", "Ctrl Shift E", ...FAKES.map(({ name }) => name)].map((text) => text.replace(/\s+/g, " ").trim());
  // Headings in the sample documents, and keys.
  const isData = (text: string) => /^Chapter \d+$|^Ctrl( Shift)? [A-Z]$/.test(text) || data.some((known) => known === text || known.toLowerCase() === text.toLowerCase() || (text.length >= 8 && (known.includes(text) || decodeURI(known).includes(text))));
  const alone = (text: string) => text.replace(DATE, " ").replace(RELATIVE, " ").split(/ [·–(] |[,(] ?|  +/).map((part) => part.replace(/^[\s.,:;…“”()·–-]+|[\s,:;…“”()·–-]+$/g, ""));
  return (await words(page)).filter((text) => !isData(text.replace(/^… | …$/g, "")) && alone(withoutMessages(text)).some((part) => /\p{L}/u.test(part) && !isData(part)));
}
