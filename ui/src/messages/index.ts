/**
 * Words that the window shows, by id. One file a language; English is complete and the source of the ids.
 */
import { en } from "./en";

/** A sentence with `{name}` places, or one for each plural form, chosen by `count`. */
export type Message = string | { one: string; other: string };
export type MessageId = keyof typeof en;
export type Values = Record<string, string | number>;

export const LOCALE = "en-GB";

const plurals = new Intl.PluralRules(LOCALE);
const numbers = new Intl.NumberFormat(LOCALE);

/** The message with its places filled; numbers are written as the language writes them. */
export function t(id: MessageId, values: Values = {}): string {
  return fill(en[id], values);
}

export function fill(message: Message, values: Values): string {
  const form = typeof message === "string" ? message : formFor(message, values);
  return form.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

function formFor(message: { one: string; other: string }, values: Values): string {
  return plurals.select(Number(values.count ?? 0)) === "one" ? message.one : message.other;
}
