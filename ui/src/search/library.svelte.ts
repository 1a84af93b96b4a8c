/**
 * What the library place knows: all resources, what was typed, and the newest answer. It outlives the screen, so that
 * coming back shows the same list at the same place.
 */
import type { Kind } from "../bindings/Kind";
import type { Resource } from "../bindings/Resource";
import type { SearchAnswer } from "../bindings/SearchAnswer";
import { announcer } from "../design/announce.svelte";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";
import { libraryRoute, type LibraryRoute } from "../route";
import { router } from "../router.svelte";
import { facet, rowOfHit, rowOfResource } from "./rows";
import { cut, toUtf16 } from "./words";

/** Long enough to skip the letters of fast typing, short enough not to be felt. */
const TYPING_PAUSE_MS = 45;
const FIRST_SHOWN = 50;

export class LibraryState {
  /** Every resource, withdrawn ones too, in the site's order; null until it was read. */
  all: Resource[] | null = $state.raw(null);
  words = $state("");
  kind: Kind | null = $state(null);
  language: string | null = $state(null);
  withdrawn = $state(false);
  /** The newest answer; null while there are no words. It stays until the next one is here: nothing flickers. */
  answer: SearchAnswer | null = $state.raw(null);
  /** The same search without filters, for the filters' counts. */
  #unfiltered: SearchAnswer | null = $state.raw(null);
  /** Withdrawn resources that match where nothing else does. */
  withdrawnMatches = $state(0);
  searching = $state(false);
  error: HostError | null = $state.raw(null);
  shown = $state(FIRST_SHOWN);

  /** Kept for coming back. */
  scrolled = 0;
  focused: string | null = null;

  #byId = $derived(new Map((this.all ?? []).map((resource) => [resource.id, resource])));
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  filtersOn = $derived(Number(this.kind !== null) + Number(this.language !== null) + Number(this.withdrawn));

  /** Resources that the browsing list and the filters start from. */
  #offered = $derived((this.all ?? []).filter((resource) => this.withdrawn || resource.state === "current"));

  #browsed = $derived(
    this.#offered.filter(
      (resource) =>
        (this.kind === null || resource.kind === this.kind) && (this.language === null || resource.language === this.language),
    ),
  );

  rows = $derived(
    this.answer
      ? this.answer.hits.map((hit) => rowOfHit(hit, this.#byId.get(hit.resource), this.answer?.query ?? ""))
      : this.#browsed.slice(0, this.shown).map(rowOfResource),
  );

  total = $derived(this.answer ? this.answer.total : this.#browsed.length);

  /** What the filters count: everything that matches the words, or the whole list; null where not all of it is here. */
  #counted = $derived.by(() => {
    if (!this.answer) return this.#offered;
    const whole = this.#unfiltered;
    return whole && whole.hits.length >= whole.total ? whole.hits : null;
  });

  kinds = $derived(
    facet(
      [...new Set(this.#offered.map(({ kind }) => kind))],
      this.#counted?.filter(({ language }) => this.language === null || language === this.language).map(({ kind }) => kind) ?? null,
      this.kind,
    ),
  );

  languages = $derived(
    facet(
      [...new Set(this.#offered.map(({ language }) => language))],
      this.#counted?.filter(({ kind }) => this.kind === null || kind === this.kind).map(({ language }) => language) ?? null,
      this.language,
    ),
  );

  withdrawnCount = $derived((this.all ?? []).filter(({ state }) => state === "withdrawn").length);
  onlyStarter = $derived(this.all !== null && this.all.length > 0 && this.all.every(({ from_starter }) => from_starter));

  resource(id: string): Resource | undefined {
    return this.#byId.get(id);
  }

  /** Words that the search marked in one resource, as they stand in its text. */
  markedIn(id: string, query: string): string[] {
    if (this.answer?.query !== query) return [];
    const hit = this.answer.hits.find(({ resource }) => resource === id);
    return (hit?.passages ?? []).flatMap(({ snippet, highlights }) =>
      cut(snippet, toUtf16(snippet, highlights)).filter(({ marked }) => marked).map(({ text }) => text),
    );
  }

  async load(): Promise<void> {
    try {
      this.all = await host.list({ kind: null, language: null, withdrawn: true });
      this.error = null;
    } catch (thrown) {
      this.error = toHostError(thrown);
    }
  }

  /** After a refresh: the list and the answer anew, in place. */
  async reload(): Promise<void> {
    await this.load();
    if (this.words.trim()) await this.#ask(false);
  }

  /** What an address says; searches only where it says something new. */
  follow(route: LibraryRoute): void {
    const same =
      route.q === this.words && route.kind === this.kind && route.language === this.language && route.withdrawn === this.withdrawn;
    if (same) return;
    this.words = route.q;
    this.kind = route.kind;
    this.language = route.language;
    this.withdrawn = route.withdrawn;
    this.#start(0, false);
  }

  type(words: string): void {
    this.words = words;
    this.#start(TYPING_PAUSE_MS, true);
  }

  /** Enter: the last word is finished. */
  finish(): void {
    this.#start(0, false);
  }

  narrow(part: { kind?: Kind | null; language?: string | null; withdrawn?: boolean }): void {
    Object.assign(this, part);
    this.#start(0, false);
  }

  clearFilters(): void {
    this.narrow({ kind: null, language: null, withdrawn: false });
  }

  more(): void {
    this.shown += FIRST_SHOWN;
    if (this.answer) void this.#ask(false);
  }

  #start(pause_ms: number, typing: boolean): void {
    this.shown = FIRST_SHOWN;
    this.scrolled = 0;
    this.focused = null;
    const { words: q, kind, language, withdrawn } = this;
    if (router.current.place === "library") router.refine(libraryRoute({ q, kind, language, withdrawn }));
    clearTimeout(this.#timer);
    if (!this.words.trim()) {
      this.#asked += 1;
      this.answer = null;
      this.#unfiltered = null;
      this.searching = false;
      this.error = null;
      this.#say();
      return;
    }
    this.searching = true;
    this.#timer = setTimeout(() => void this.#ask(typing), pause_ms);
  }

  async #ask(typing: boolean): Promise<void> {
    const number = ++this.#asked;
    const query = { words: this.words, limit: this.shown, kind: this.kind, language: this.language, withdrawn: this.withdrawn, typing };
    const narrowed = query.kind !== null || query.language !== null;
    try {
      const [answer, unfiltered] = await Promise.all([
        host.search(query),
        narrowed ? host.search({ ...query, kind: null, language: null }) : null,
      ]);
      // An answer to what is no longer asked is dropped.
      if (number !== this.#asked) return;
      this.answer = answer;
      this.#unfiltered = unfiltered ?? answer;
      this.error = null;
      this.searching = false;
      this.#say();
      this.withdrawnMatches = 0;
      if (answer.total === 0 && !query.withdrawn && this.withdrawnCount > 0) {
        const gone = await host.search({ ...query, withdrawn: true });
        if (number === this.#asked) this.withdrawnMatches = gone.total;
      }
    } catch (thrown) {
      if (number !== this.#asked) return;
      this.error = toHostError(thrown);
      this.searching = false;
    }
  }

  #say(): void {
    if (this.all === null) return;
    const words = this.answer && this.total === 0 ? t("nothing.title", { words: this.words.trim() }) : t(this.answer ? "library.found" : "library.count", { count: this.total });
    announcer.say(words, 700);
  }
}

export const library = new LibraryState();
