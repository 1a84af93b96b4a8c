/** The language of this window: chosen and kept, or the system's. */
import { keep, kept } from "../design/kept";
import { fallbacks } from "./fallbacks";
import { speak } from ".";
import { LANGUAGES, type Language, wanted } from "./languages";
import { FAKES } from "./fake";

/** Marks, in the session's own store, that the page starts again for a choice. */
const CHOSEN = "language-chosen";

const all = [...LANGUAGES, ...FAKES];

export const choice = {
  /** Before anything is shown. */
  async speak(): Promise<void> {
    const language = wanted(kept("language"), navigator.languages, all);
    await speak(language);
    const { documentElement: root } = document;
    root.lang = language.locale;
    root.dir = language.direction;
    if (language.words) fallbacks.watch(document.body);
  },

  /** The page starts again, at the same place. Null: as the system has it. */
  choose(language: Language | null): void {
    keep("language", language?.tag ?? null);
    sessionStorage.setItem(CHOSEN, "");
    location.reload();
  },

  /** Whether the page has just started again for a choice; true once. */
  returned(): boolean {
    const chosen = sessionStorage.getItem(CHOSEN) !== null;
    sessionStorage.removeItem(CHOSEN);
    return chosen;
  },

  kept: () => all.find(({ tag }) => tag === kept("language")) ?? null,
};
