/**
 * Words that the window shows, by id. One file a language, in Project Fluent's notation; English is complete and the source of the ids
 * (`messages.mjs` makes their types from it).
 */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import english from "./en.ftl?raw";
import { fallbacks } from "./fallbacks";
import type { ValuesOf } from "../../messages.ids";
import { ENGLISH, type Language } from "./languages";

export type MessageId = keyof ValuesOf;
/** Messages that are whole without any value. */
export type PlainId = { [Id in MessageId]: [ValuesOf[Id]] extends [never] ? Id : never }[MessageId];
type Arguments<Id extends MessageId> = [ValuesOf[Id]] extends [never] ? [values?: Record<string, string | number>] : [values: Record<ValuesOf[Id], string | number>];

/** The language of the interface. Set once, before anything is shown: another choice starts the window's page anew. */
export let interfaceLanguage: Language = ENGLISH;
/** For `Intl` and for `lang` attributes. */
export let LOCALE = ENGLISH.locale;

/** A pattern with the bundle that knows its language. */
type Pattern = Parameters<FluentBundle["formatPattern"]>[0];
type Spoken = { bundle: FluentBundle; patterns: Map<string, Pattern>; is: Language };

function understand(is: Language, text: string): Spoken {
  const bundle = new FluentBundle(is.locale, { useIsolating: false, transform: is.transform });
  // Fluent allows no dots in names.
  const patterns = new Map(new FluentResource(text).body.flatMap(({ id, value }) => (value === null ? [] : [[id.replaceAll("-", "."), value] as const])));
  return { bundle, patterns, is };
}

const spokenEnglish = understand(ENGLISH, english);
let spoken = spokenEnglish;

/** From now on messages are in this language; those that its file lacks stay English. */
export async function speak(wanted: Language): Promise<void> {
  spoken = wanted === ENGLISH ? spokenEnglish : understand(wanted, (await wanted.words?.()) ?? english);
  interfaceLanguage = wanted;
  LOCALE = wanted.locale;
}

/** The English words, whatever the interface speaks; to be marked as English where they stand. */
export const inEnglish = (id: PlainId): string => spokenEnglish.bundle.formatPattern(spokenEnglish.patterns.get(id) ?? id);

/** How many messages the language's file lacks. */
export const missing = () => [...spokenEnglish.patterns.keys()].filter((id) => !spoken.patterns.has(id)).length;

/** The message with its places filled; numbers and plurals are as the language has them. */
export function t<Id extends MessageId>(id: Id, ...[values = {}]: Arguments<Id>): string {
  const known = spoken.patterns.get(id);
  const { bundle, patterns, is } = known === undefined ? spokenEnglish : spoken;
  const errors: Error[] = [];
  const text = bundle.formatPattern(known ?? patterns.get(id) ?? id, set(values, is), errors);
  for (const error of errors) console.error(id, error);
  if (known === undefined) fallbacks.add(text);
  return is.frame?.(text) ?? text;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const ANY_LETTER = /\p{L}/u;

/** Text that may run the other way is set apart, so that it does not turn the words around it. */
function set(values: Record<string, string | number>, { direction }: Language): Record<string, string | number> {
  const strays = direction === "ltr" ? RIGHT_TO_LEFT : ANY_LETTER;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "string" && strays.test(value) ? `\u2068${value}\u2069` : value]));
}
