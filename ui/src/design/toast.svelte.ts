/** A short word that something was done, or that it was not; it stays long enough to be read and can be closed. */
import { announcer } from "./announce.svelte";

export interface Toast {
  words: string;
  bad: boolean;
  /** Takes back what was done. */
  undo: (() => void) | null;
}

const SHOWN_MS = 8000;
/** Long enough to be reached by keyboard. */
const UNDOABLE_MS = 20_000;

class Toasts {
  current: Toast | null = $state(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(words: string, bad = false, undo: (() => void) | null = null): void {
    clearTimeout(this.#timer);
    this.current = { words, bad, undo };
    announcer.say(words);
    // Bad news stays until it is closed.
    if (!bad) this.#timer = setTimeout(() => this.close(), undo ? UNDOABLE_MS : SHOWN_MS);
  }

  fail(thrown: unknown): void {
    const { message, hint } = thrown as { message?: string; hint?: string };
    this.show([message, hint].filter(Boolean).join(" ") || String(thrown), true);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.current = null;
  }
}

export const toasts = new Toasts();
