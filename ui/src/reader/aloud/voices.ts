/** Which voice reads a language, and how a text is cut for it. Pure. */

/** Of the platform's voices, what is used. */
export type Voice = Pick<SpeechSynthesisVoice, "lang" | "name" | "localService" | "default">;

/** Systems write `en_GB` too. */
const fold = (tag: string) => tag.replace("_", "-").toLowerCase();
const base = (tag: string) => fold(tag).split("-")[0] ?? "";

/**
 * The best voice for a language: of its own country before others (British for plain English), one on this computer
 * before one that needs the internet. Null: none speaks it, and another one would only make noise of it.
 */
export function voiceFor<Some extends Voice>(language: string, voices: readonly Some[]): Some | null {
  const wanted = fold(language) === "en" ? "en-gb" : fold(language);
  const rank = (voice: Voice) => Number(fold(voice.lang) === wanted) * 4 + Number(voice.localService) * 2 + Number(voice.default);
  const able = voices.filter(({ lang }) => base(lang) === base(language));
  return able.reduce<Some | null>((best, voice) => (best === null || rank(voice) > rank(best) ? voice : best), null);
}

/** Some voices fall silent in the middle of what is longer. */
const LONGEST = 240;

/** Sentences, and parts of long ones, so that a stop is never far from where it goes on. */
export function spokenParts(text: string, language: string): string[] {
  const parts: string[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)) {
    let rest = segment.trim();
    while (rest.length > LONGEST) {
      const space = rest.lastIndexOf(" ", LONGEST);
      const at = space > 0 ? space : LONGEST;
      parts.push(rest.slice(0, at));
      rest = rest.slice(at).trim();
    }
    if (rest) parts.push(rest);
  }
  return parts;
}
