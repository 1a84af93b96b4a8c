/** What narrows the library. */
import type { Kind } from "../bindings/Kind";

/** Null: it narrows nothing. */
export interface Narrowed {
  kind: Kind | null;
  topic: string | null;
  language: string | null;
  /** Of the printed date. */
  year: number | null;
  /** Only what has text that can be read and searched. */
  withText: true | null;
  /** Only what has a file on this device. */
  here: true | null;
}

export const NARROWING = ["kind", "topic", "language", "year", "withText", "here"] as const;
export type Narrowing = (typeof NARROWING)[number];
export const NOT_NARROWED: Narrowed = { kind: null, topic: null, language: null, year: null, withText: null, here: null };
