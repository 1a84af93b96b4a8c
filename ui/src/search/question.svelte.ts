/** What is asked of the library: the words, and what narrows them. */
import type { Kind } from "../bindings/Kind";
import type { SearchQuery } from "../bindings/SearchQuery";
import { libraryRoute, type LibraryRoute } from "../route";
import { NARROWING, type Narrowed } from "./narrowing";
import { patient } from "./patient.svelte";

export class Question {
  words = $state("");
  kind: Kind | null = $state(null);
  topic: string | null = $state(null);
  language: string | null = $state(null);
  withdrawn = $state(false);
  year: number | null = $state(null);
  withText: true | null = $state(null);
  here: true | null = $state(null);
  /** Search for these very words; until they change. */
  asTyped = $state(false);
  /** Say of each result why it is there. */
  explain = $state(false);

  narrowing = $derived<Narrowed>({ kind: this.kind, topic: this.topic, language: this.language, year: this.year, withText: this.withText, here: this.here });
  /** Those that are chosen. */
  chosen = $derived(NARROWING.filter((name) => this.narrowing[name] !== null));
  narrowed = $derived(this.chosen.length > 0);
  filtersOn = $derived(this.chosen.length + Number(this.withdrawn));

  /** The address of what is shown. */
  route = $derived(libraryRoute({ q: this.words, withdrawn: this.withdrawn, ...this.narrowing }));

  write(words: string): void {
    if (words.trim() !== this.words.trim()) this.asTyped = false;
    this.words = words;
  }

  /** Takes over what an address says; false where that is nothing new. */
  takeOver({ place: _, q, withdrawn, ...narrowed }: LibraryRoute): boolean {
    if (q === this.words && withdrawn === this.withdrawn && NARROWING.every((name) => narrowed[name] === this.narrowing[name])) return false;
    this.write(q);
    Object.assign(this, narrowed, { withdrawn });
    return true;
  }

  /** As the host is asked. `typing`: the last word may go on. */
  query(typing: boolean, shown: number): SearchQuery {
    return {
      words: this.words, limit: shown, kind: this.kind, language: this.language, withdrawn: this.withdrawn, typing,
      year: this.year, topic: this.topic, with_text: this.withText === true, here: this.here === true,
      prefer: patient.language, as_typed: this.asTyped, explain: this.explain,
    };
  }
}
