/** What the filters offer beside the newest answer. Their counts are of all that was found, not only of what is shown. */
import type { Choice } from "../bindings/Choice";
import type { Choices } from "../bindings/Choices";
import type { SearchQuery } from "../bindings/SearchQuery";
import * as host from "../host/host";
import type { Narrowing } from "./narrowing";

/** While someone types, it is counted once the keys have rested so long. */
const COUNT_AFTER_MS = 400;

export interface Offered<Value> {
  value: Value;
  /** Null while it is not known. */
  count: number | null;
}

export class Offer {
  #choices: Choices | null = $state.raw(null);
  /** The counts are those of what is shown. */
  #holds = $state(false);
  /** What was asked, whatever narrows it. */
  #words = "";
  #whole = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  kinds = $derived(this.#of(this.#choices?.kinds));
  topics = $derived(this.#of(this.#choices?.topics));
  languages = $derived(this.#of(this.#choices?.languages));
  /** The newest first. */
  years = $derived(this.#choices?.years ?? []);
  withText = $derived(this.#holds ? (this.#choices?.with_text ?? null) : null);
  here = $derived(this.#holds ? (this.#choices?.here ?? null) : null);

  /** How many there would be without this filter; null while it is not known. */
  without(name: Narrowing): number | null {
    if (!this.#holds || !this.#choices) return null;
    return this.#choices.without[name === "withText" ? "with_text" : name];
  }

  #of<Value>(values: Choice<Value>[] | undefined): Offered<Value>[] {
    return (values ?? []).map(({ value, count }) => ({ value, count: this.#holds ? count : null }));
  }

  /** Follows this question to this state of the library. `atOnce`: what it offers is what a person looks for next. */
  follow(query: SearchQuery, state: number, atOnce: boolean): void {
    const { words, withdrawn, as_typed, typing, kind, topic, language, year, with_text, here } = query;
    const asked = JSON.stringify([words, withdrawn, as_typed, typing, state]);
    const whole = JSON.stringify([asked, kind, topic, language, year, with_text, here]);
    if (whole === this.#whole) return;
    // Other filters on the same words: the counts are other ones in a moment. Other words: these are wrong.
    const same = asked === this.#words;
    if (!same) this.#holds = false;
    [this.#words, this.#whole] = [asked, whole];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(query, whole), same || atOnce || words.trim() === "" ? 0 : COUNT_AFTER_MS);
  }

  async #ask(query: SearchQuery, whole: string): Promise<void> {
    // The filters narrow without their counts too.
    const choices = await host.choices(query).catch(() => null);
    if (whole !== this.#whole) return;
    this.#holds = choices !== null;
    if (choices) this.#choices = choices;
    else this.#whole = this.#words = "";
  }
}
