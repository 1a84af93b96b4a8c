/** The languages that the interface speaks, and which of them is wanted. */
export interface Language {
  /** Its name in addresses and settings, by BCP 47. */
  tag: string;
  /** For dates, numbers and plurals. */
  locale: string;
  /** In its own script. */
  name: string;
  direction: "ltr" | "rtl";
  /** Nobody who speaks it has read the words yet. */
  draft?: true;
  /** For tests: never chosen by itself, and not offered. */
  fake?: true;
  /** Its file; none for English, which is always here, and for what is made of it. */
  words?: () => Promise<string>;
  /** What is done to each piece of a message, values left out. */
  transform?: (text: string) => string;
  /** What is done to a whole message. */
  frame?: (text: string) => string;
}

export const ENGLISH: Language = { tag: "en", locale: "en-GB", name: "English", direction: "ltr" };

export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  { tag: "bn", locale: "bn", name: "বাংলা", direction: "ltr", draft: true, words: async () => (await import("./bn.ftl?raw")).default },
];

/** The language that was chosen; else the first of the system's that we speak; else English. */
export function wanted(chosen: string | null, system: readonly string[], all: readonly Language[]): Language {
  const named = all.find(({ tag }) => tag === chosen);
  if (named) return named;
  const real = all.filter(({ fake }) => !fake);
  for (const tag of system) {
    const known = real.find((one) => one.tag === tag || one.tag === tag.split("-")[0]);
    if (known) return known;
  }
  return ENGLISH;
}
