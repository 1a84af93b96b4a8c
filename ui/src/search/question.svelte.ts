/** What is asked of the library: the words, and what narrows them. */
import type { Hit } from "../bindings/Hit";
import type { Kind } from "../bindings/Kind";
import type { SearchQuery } from "../bindings/SearchQuery";
import { libraryRoute, type LibraryRoute } from "../route";
import { holdings } from "./holdings.svelte";
import { fits, NARROWING, type Narrowed, OURS } from "./narrowing";
import { patient } from "./patient.svelte";

/** As many as the library finds at once. */
export const ALL = 1000;

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
  /** Something narrows that the library's own search does not know: the window asks for all and chooses. */
  choosing = $derived(OURS.some((name) => this.narrowing[name] !== null));

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
      words: this.words, limit: this.choosing ? ALL : shown, kind: this.kind, language: this.language, withdrawn: this.withdrawn, typing,
      year: this.year, prefer: patient.language, as_typed: this.asTyped, explain: this.explain,
    };
  }

  /** Whether a hit is of what is wanted, also by what the library's search does not know. */
  wants({ resource: id }: Hit, narrowing: Narrowed = this.narrowing): boolean {
    const resource = holdings.resource(id);
    return resource !== undefined && fits(resource, narrowing);
  }
}
