/**
 * Languages for tests, made of the English: one accented, a third longer and between brackets, so that whatever is not taken from the
 * messages, or has no room, is seen; and one that runs from right to left. Named as Android and CLDR name theirs.
 */
import type { Language } from "./languages";

export const OPENING = "⟦";
export const CLOSING = "⟧";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = [..."àƀçđéƒğĥíĵķľɱñöþǫŕšťûṽŵẋýžÀƁÇĐÉƑĞĤÍĴĶĽḾÑÖÞǪŔŠŤÛṼŴẊÝŽ"];
const accents = new Map([...PLAIN].map((letter, at) => [letter, ACCENTED[at] ?? letter]));

const accent = (text: string) => [...text].map((letter) => accents.get(letter) ?? letter).join("");

/** Vowels are said twice: about a third longer. */
const stretch = (text: string) => accent(text).replace(/[àéíöûÀÉÍÖÛ]/g, "$&$&");

/** Each word is turned, as its letters would run in Arabic; the marks leave nothing behind. */
const turn = (text: string) => text.replace(/\p{L}+/gu, (word) => `\u202e${accent(word)}\u202c`);

export const FAKES: readonly Language[] = [
  { tag: "en-XA", locale: "en-GB", name: "Accented English (for tests)", direction: "ltr", fake: true, transform: stretch, frame: (text) => `${OPENING}${text}${CLOSING}` },
  { tag: "ar-XB", locale: "en-GB", name: "Mirrored English (for tests)", direction: "rtl", fake: true, transform: turn },
];
