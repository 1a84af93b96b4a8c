/**
 * What is offered under the search box while someone types. It opens by typing alone and closes for good until the
 * words change; the results below are another thing, and do not wait for it.
 */
import type { Suggestion } from "../bindings/Suggestion";
import * as host from "../host/host";

const PAUSE_MS = 45;
const MOST = 6;

export class Suggesting {
  #list: Suggestion[] = $state.raw([]);
  /** Which one the keys have reached; -1 is the box itself. */
  at = $state(-1);
  /** Rises with every change of the words: an answer to older ones is dropped. */
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Empty where nothing is offered: then there is no list. */
  get list(): readonly Suggestion[] {
    return this.#list;
  }

  get open(): boolean {
    return this.#list.length > 0;
  }

  get chosen(): Suggestion | undefined {
    return this.#list[this.at];
  }

  /** Someone typed. What was offered stays until the next answer is here: nothing flickers. */
  typed(words: string): void {
    const number = ++this.#asked;
    clearTimeout(this.#timer);
    this.at = -1;
    if (words.trim() === "") this.#list = [];
    else this.#timer = setTimeout(() => void this.#ask(words, number), PAUSE_MS);
  }

  close(): void {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#list = [];
    this.at = -1;
  }

  /** Down and up through the list; false where the way leads out of it. */
  move(step: 1 | -1): boolean {
    const to = this.at + step;
    if (!this.open || to < -1 || to >= this.#list.length) return false;
    this.at = to;
    return true;
  }

  async #ask(words: string, number: number): Promise<void> {
    // A library that cannot suggest can still search.
    const list = await host.suggest(words, MOST).catch(() => []);
    if (number !== this.#asked) return;
    this.#list = list;
    this.at = -1;
  }
}
