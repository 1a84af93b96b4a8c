/** The language of this window: set by the person or by policy, or the system's. */
import * as host from "../host/host";
import { inGoodTime } from "../host/patience";
import { fallbacks } from "./fallbacks";
import { speak } from ".";
import { LANGUAGES, type Language, wanted } from "./languages";
import { FAKES } from "./fake";

/** Marks, in the session's own store, that the page starts again for a choice. */
const CHOSEN = "language-chosen";

const all = [...LANGUAGES, ...FAKES];

let set = "";
let held = false;

export const choice = {
  /** Before anything is shown. */
  async speak(): Promise<void> {
    // A web view's own list may differ from the computer's, and what stands outside of the page follows the computer's.
    const [now, languages] = await Promise.all([inGoodTime(host.settings()), inGoodTime(host.computerLanguages())]);
    set = now?.settings.language ?? "";
    held = now?.held.includes("language") ?? false;
    const language = wanted(set, languages ?? navigator.languages, all);
    await speak(language);
    const { documentElement: root } = document;
    root.lang = language.locale;
    root.dir = language.direction;
    if (language.words) fallbacks.watch(document.body);
  },

  /** The page starts again, at the same place. Null: as the system has it. Throws where it cannot be kept. */
  async choose(language: Language | null): Promise<void> {
    const { settings } = await host.settings();
    await host.setSettings({ ...settings, language: language?.tag ?? "" });
    sessionStorage.setItem(CHOSEN, "");
    location.reload();
  },

  /** Whether the page has just started again for a choice; true once. */
  returned(): boolean {
    const chosen = sessionStorage.getItem(CHOSEN) !== null;
    sessionStorage.removeItem(CHOSEN);
    return chosen;
  },

  /** What is set; null: as the system has it. */
  set: () => all.find(({ tag }) => tag === set) ?? null,

  /** Whether policy holds it. */
  isHeld: () => held,
};
