/** The language of this window: chosen and kept, or the system's. */
import { keep, kept } from "../design/kept";
import { fallbacks } from "./fallbacks";
import { speak } from ".";
import { LANGUAGES, type Language, wanted } from "./languages";
import { FAKES } from "./fake";

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
    location.reload();
  },

  kept: () => all.find(({ tag }) => tag === kept("language")) ?? null,
};
