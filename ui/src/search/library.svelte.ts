/**
 * What the library place knows: all resources, what was typed, and the newest answer. It outlives the screen, so that
 * coming back shows the same list at the same place.
 */
import type { Hit } from "../bindings/Hit";
import type { Kind } from "../bindings/Kind";
import type { Resource } from "../bindings/Resource";
import type { SearchAnswer } from "../bindings/SearchAnswer";
import type { SearchQuery } from "../bindings/SearchQuery";
import { announcer } from "../design/announce.svelte";
import { languageName } from "../design/format";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";
import { libraryRoute, type LibraryRoute, type Route } from "../route";
import { router } from "../router.svelte";
import { patient } from "./patient.svelte";
import { ASKED, facet, fits, hasText, isHere, NARROWING, type Narrowed, type Narrowing, NOT_NARROWED, OURS, yearsOf } from "./narrowing";
import { inPlace, preferring, rowOfHit, rowOfResource, sameOrder, startsWith } from "./rows";
import { siblings } from "./translations";
import { cut, toUtf16 } from "./words";

/** Long enough to skip the letters of fast typing, short enough not to be felt. */
const TYPING_PAUSE_MS = 45;
const FIRST_SHOWN = 50;
/** As many as the library finds at once. */
const ALL = 1000;
/** After an answer, all of what was found is counted once the keys have rested so long. */
const COUNT_AFTER_MS = 400;
/** While text is still being read, the answer on the screen is asked for again after this long. */
const LOOK_AGAIN_MS = 5000;

/** What one question found. */
interface Found {
  query: SearchQuery;
  answer: SearchAnswer;
  /** The same search without kind and language, for the filters' counts. */
  unfiltered: SearchAnswer;
}

/** Words that were taken for misspelt. */
export interface Correction {
  typed: string;
  meant: string;
  /** What is shown was found with the words as typed. */
  exact: boolean;
}

export class LibraryState {
  /** Every resource, withdrawn ones too, in the site's order; null until it was read. */
  all: Resource[] | null = $state.raw(null);
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
  /** The newest answer; null while there are no words. It stays until the next one is here: nothing flickers. */
  answer: SearchAnswer | null = $state.raw(null);
  #unfiltered: SearchAnswer | null = $state.raw(null);
  correction: Correction | null = $state.raw(null);
  /** A newer answer that would move what is on the screen: it waits until it is asked for. */
  #later: Found | null = $state.raw(null);
  /** The list as it stands on the screen, where the library's own has changed under it. */
  #held: Resource[] | null = $state.raw(null);
  /** Withdrawn resources that match where nothing else does. */
  withdrawnMatches = $state(0);
  /** What words that find nothing would find without one of the filters; empty until it was counted. */
  #without: Partial<Record<Narrowing, number>> = $state.raw({});
  searching = $state(false);
  error: HostError | null = $state.raw(null);
  shown = $state(FIRST_SHOWN);

  /** Kept for coming back. */
  scrolled = 0;
  focused: string | null = null;

  #byId = $derived(new Map((this.all ?? []).map((resource) => [resource.id, resource])));
  #asked = 0;
  /** Whether the answer on the screen took the last word for a beginning. */
  #typing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #countLater: ReturnType<typeof setTimeout> | undefined;
  #lookAgain: ReturnType<typeof setTimeout> | undefined;

  /** The library has changed, and what is on the screen has not followed. */
  changed = $derived(this.#later !== null || this.#held !== null);

  #narrowed = $derived<Narrowed>({ kind: this.kind, topic: this.topic, language: this.language, year: this.year, withText: this.withText, here: this.here });
  /** Something narrows that the library's own search does not know: the window asks for all and chooses. */
  #choosing = $derived(OURS.some((name) => this.#narrowed[name] !== null));

  /** The address of what is shown. */
  route = $derived(libraryRoute({ q: this.words, withdrawn: this.withdrawn, ...this.#narrowed }));

  narrowed = $derived(NARROWING.some((name) => this.#narrowed[name] !== null));
  filtersOn = $derived(NARROWING.filter((name) => this.#narrowed[name] !== null).length + Number(this.withdrawn));

  /** Filters that may hide something, and how much there is without each; null where it is not counted. */
  inTheWay = $derived(
    NARROWING.filter((name) => this.#narrowed[name] !== null).map((name) => ({
      name,
      count: this.answer ? (this.#without[name] ?? null) : this.#offered.filter((resource) => fits(resource, { ...this.#narrowed, [name]: null })).length,
    })),
  );

  /** Resources that the browsing list and the filters start from. */
  #offered = $derived((this.all ?? []).filter((resource) => this.withdrawn || resource.state === "current"));

  #newest = $derived(
    preferring(
      this.#offered.filter((resource) => fits(resource, this.#narrowed)),
      patient.language,
    ),
  );

  #browsed = $derived(this.#held?.map((resource) => this.#byId.get(resource.id) ?? resource) ?? this.#newest);

  /** The words that were searched in fact: those are to be marked. */
  meant = $derived(this.answer ? (this.answer.corrected ?? this.answer.query) : "");

  #hits = $derived(this.#choosing ? (this.answer?.hits ?? []).filter((hit) => this.#fits(hit, this.#narrowed)) : (this.answer?.hits ?? []));

  rows = $derived(
    this.answer
      ? this.#hits.slice(0, this.shown).map((hit) => rowOfHit(hit, this.#byId.get(hit.resource), this.meant))
      : this.#browsed.slice(0, this.shown).map(rowOfResource),
  );

  found = $derived(this.rows.filter(({ related }) => !related));

  /** Rows with none of the words, about the same subject. */
  related = $derived(this.rows.filter(({ related }) => related));

  total = $derived.by(() => {
    if (!this.answer) return this.#browsed.length;
    return this.#choosing ? this.#hits.filter(({ related }) => !related).length : this.answer.total;
  });

  /** There is more than could be chosen from: the best of it was. */
  ofTheBest = $derived(this.answer !== null && this.#choosing && this.answer.total > ALL);

  /** Everything that matches the words, or the whole list, whatever narrows it; null where not all of it is here. */
  #all = $derived.by((): Resource[] | null => {
    if (!this.answer) return this.#offered;
    const whole = this.#unfiltered;
    const found = whole?.hits.filter(({ related }) => !related) ?? [];
    return whole && found.length >= whole.total ? found.flatMap(({ resource }) => this.#byId.get(resource) ?? []) : null;
  });

  /** What all choices but this one leave. */
  #left(name: Narrowing): Resource[] | null {
    return this.#all?.filter((resource) => fits(resource, { ...this.#narrowed, [name]: null })) ?? null;
  }

  kinds = $derived(facet((this.#all ?? this.#offered).map(({ kind }) => kind), this.#left("kind")?.map(({ kind }) => kind) ?? null, this.kind));
  topics = $derived(facet((this.#all ?? this.#offered).flatMap(({ topics }) => topics), this.#left("topic")?.flatMap(({ topics }) => topics) ?? null, this.topic));
  languages = $derived(facet((this.#all ?? this.#offered).map(({ language }) => language), this.#left("language")?.map(({ language }) => language) ?? null, this.language));

  /** How many have text, and how many are here; null where that is not known. */
  withTextCount = $derived(this.#left("withText")?.filter(hasText).length ?? null);
  hereCount = $derived(this.#left("here")?.filter(isHere).length ?? null);

  /** By resource, the same leaflet in other languages. */
  siblings = $derived(siblings(this.all ?? []));

  /** Languages that a patient may read: those that the library has, by name; and the one that was chosen before. */
  spoken = $derived(
    [...new Set([...(this.all ?? []).filter(({ state }) => state === "current").map(({ language }) => language), ...(patient.language ? [patient.language] : [])])]
      .filter(Boolean)
      .sort((one, other) => languageName(one).localeCompare(languageName(other))),
  );

  /** Years that stand on resources, the newest first. */
  years = $derived(
    [...new Set([...this.#offered.flatMap(yearsOf), ...(this.year === null ? [] : [this.year])])].sort((one, other) => other - one),
  );

  withdrawnCount = $derived((this.all ?? []).filter(({ state }) => state === "withdrawn").length);
  onlyStarter = $derived(this.all !== null && this.all.length > 0 && this.all.every(({ from_starter }) => from_starter));

  #fits({ resource: id }: Hit, narrowed: Narrowed): boolean {
    const resource = this.#byId.get(id);
    return resource !== undefined && fits(resource, narrowed);
  }

  resource(id: string): Resource | undefined {
    return this.#byId.get(id);
  }

  /** Words that the search marked in one resource, as they stand in its text. */
  markedIn(id: string, query: string): string[] {
    if (this.meant !== query) return [];
    const hit = this.answer?.hits.find(({ resource }) => resource === id);
    return (hit?.passages ?? []).flatMap(({ snippet, highlights }) =>
      cut(snippet, toUtf16(snippet, highlights)).filter(({ marked }) => marked).map(({ text }) => text),
    );
  }

  /** Reads the list. `keeping`: what stands on the screen stays where it stands. */
  async #load(keeping: boolean): Promise<void> {
    try {
      const all = await host.list({ kind: null, language: null, withdrawn: true });
      const shown = keeping && this.all !== null && this.answer === null ? this.#browsed : null;
      this.all = all;
      this.error = null;
      const moves = shown !== null && !startsWith(ids(this.#newest), ids(shown));
      if (moves && !this.changed) this.#sayChanged();
      this.#held = moves ? shown : null;
    } catch (thrown) {
      // What is on the screen can still be read.
      if (!keeping || this.all === null) this.error = toHostError(thrown);
    }
  }

  /** At the start and after a refresh: the list and the answer anew. Nothing moves under the eyes of a person. */
  async reload(): Promise<void> {
    const keeping = this.error === null && inSight(router.current.place);
    await this.#load(keeping);
    if (!this.words.trim()) return;
    if (keeping && this.answer !== null && !this.searching) await this.#look();
    else await this.#ask(false);
  }

  /** The window is at this place now. */
  at(place: Route["place"]): void {
    // Nobody looks at the results: they may move.
    if (!inSight(place) && this.changed) this.#takeNewest();
  }

  /** What a refresh brought, asked for. */
  showNewest(): void {
    this.#takeNewest();
    this.scrolled = 0;
    this.focused = null;
    this.#say();
  }

  #takeNewest(): void {
    const later = this.#later;
    this.#held = null;
    if (later) this.#take(later);
  }

  /** What an address says; searches only where it says something new. */
  follow(route: LibraryRoute): void {
    const { place: _, q, withdrawn, ...narrowed } = route;
    if (q === this.words && withdrawn === this.withdrawn && NARROWING.every((name) => narrowed[name] === this.#narrowed[name])) return;
    this.#write(q);
    Object.assign(this, narrowed, { withdrawn });
    this.#start(0, false);
  }

  type(words: string): void {
    this.#write(words);
    this.#start(TYPING_PAUSE_MS, true);
  }

  /** Whole words that were chosen, not typed. */
  choose(words: string): void {
    this.#write(words);
    this.#start(0, false);
  }

  #write(words: string): void {
    if (words.trim() !== this.words.trim()) this.asTyped = false;
    this.words = words;
  }

  /** Enter: the last word is finished. */
  finish(): void {
    this.#start(0, false);
  }

  /** These very words, or what they were taken for. */
  spell(asTyped: boolean): void {
    this.asTyped = asTyped;
    this.#start(0, false);
  }

  narrow(part: Partial<Narrowed> & { withdrawn?: boolean }): void {
    Object.assign(this, part);
    this.#start(0, false);
  }

  /** The language that the patient reads comes first from now on; null: none does. */
  prefer(language: string | null): void {
    patient.choose(language);
    this.#start(0, false);
  }

  clearFilters(): void {
    this.narrow({ ...NOT_NARROWED, withdrawn: false });
  }

  more(): void {
    this.shown += FIRST_SHOWN;
    if (this.answer && !this.#choosing) void this.#ask(this.#typing, true);
  }

  explainAll(explain: boolean): void {
    this.explain = explain;
    announcer.say(t(explain ? "why.on" : "why.off"));
    if (this.answer) void this.#ask(this.#typing, true);
  }

  #start(pause_ms: number, typing: boolean): void {
    this.shown = FIRST_SHOWN;
    this.scrolled = 0;
    this.focused = null;
    this.#held = null;
    this.#later = null;
    if (router.current.place === "library") router.refine(this.route);
    clearTimeout(this.#timer);
    clearTimeout(this.#countLater);
    if (!this.words.trim()) {
      this.#asked += 1;
      this.answer = null;
      this.#unfiltered = null;
      this.#later = null;
      this.correction = null;
      this.searching = false;
      this.error = null;
      this.#say();
      return;
    }
    this.searching = true;
    this.#timer = setTimeout(() => void this.#ask(typing), pause_ms);
  }

  async #find(typing: boolean): Promise<Found> {
    const query: SearchQuery = {
      words: this.words, limit: this.#choosing ? ALL : this.shown, kind: this.kind, language: this.language, withdrawn: this.withdrawn, typing,
      year: this.year, prefer: patient.language, as_typed: this.asTyped, explain: this.explain,
    };
    const narrowed = query.kind !== null || query.language !== null;
    const [answer, unfiltered] = await Promise.all([
      host.search(query),
      narrowed ? host.search({ ...query, kind: null, language: null, explain: false }) : null,
    ]);
    return { query, answer, unfiltered: unfiltered ?? answer };
  }

  /** `keeping`: the same question, asked for more; what stands on the screen stays where it stands. */
  async #ask(typing: boolean, keeping = false): Promise<void> {
    const number = ++this.#asked;
    try {
      const found = await this.#find(typing);
      // An answer to what is no longer asked is dropped.
      if (number !== this.#asked) return;
      const shown = this.answer;
      this.#take(found);
      if (keeping && shown) this.#keep(shown, found);
      this.error = null;
      this.searching = false;
      if (!keeping) this.#say();
      this.withdrawnMatches = 0;
      this.#without = {};
      if (this.total === 0) void this.#countWithout(found.query, number);
      this.#countAll(found, number);
      if (this.total === 0 && !found.query.withdrawn && this.withdrawnCount > 0) {
        const gone = await host.search({ ...found.query, withdrawn: true });
        if (number === this.#asked) this.withdrawnMatches = this.#choosing ? gone.hits.filter((hit) => this.#fits(hit, this.#narrowed)).length : gone.total;
      }
    } catch (thrown) {
      if (number !== this.#asked) return;
      // More of what is there did not come: what is there stays.
      if (keeping) return;
      this.error = toHostError(thrown);
      this.searching = false;
    }
  }

  /** The filters count all that was found, not only what is shown: in the quiet after an answer. */
  #countAll({ query, unfiltered }: Found, number: number): void {
    clearTimeout(this.#countLater);
    const here = unfiltered.hits.filter(({ related }) => !related).length;
    if (here >= unfiltered.total || unfiltered.total > ALL) return;
    this.#countLater = setTimeout(async () => {
      try {
        const whole = await host.search({ ...query, limit: ALL, kind: null, language: null, explain: false });
        if (number === this.#asked) this.#unfiltered = whole;
      } catch {
        // The filters narrow without their counts too.
      }
    }, COUNT_AFTER_MS);
  }

  async #countWithout(query: SearchQuery, number: number): Promise<void> {
    const narrowed = this.#narrowed;
    const names = NARROWING.filter((name) => narrowed[name] !== null);
    const [choosing, asks] = [this.#choosing, new Set<Narrowing>(ASKED)];
    try {
      const counts = await Promise.all(
        names.map(async (name) => {
          const answer = await host.search({ ...query, limit: choosing ? ALL : 1, explain: false, ...(asks.has(name) ? { [name]: null } : {}) });
          return choosing ? answer.hits.filter((hit) => !hit.related && this.#fits(hit, { ...narrowed, [name]: null })).length : answer.total;
        }),
      );
      if (number === this.#asked) this.#without = Object.fromEntries(names.map((name, at) => [name, counts[at]]));
    } catch {
      // Without its count each filter can still be dropped.
    }
  }

  #take({ query, answer, unfiltered }: Found): void {
    const typed = answer.query.trim();
    const before = this.correction;
    this.answer = answer;
    this.#unfiltered = unfiltered;
    this.#typing = query.typing;
    this.#later = null;
    if (answer.corrected !== null) this.correction = { typed, meant: answer.corrected, exact: false };
    else this.correction = query.as_typed && before?.typed === typed ? { ...before, exact: true } : null;
    this.#watch();
  }

  /** The answer without moving what was shown; what would have moved it waits. */
  #keep(shown: SearchAnswer, found: Found): void {
    const hits = inPlace(shown.hits, found.answer.hits);
    this.answer = { ...found.answer, hits, total: Math.max(found.answer.total, hits.filter(({ related }) => !related).length) };
    this.#later = sameOrder(found.answer.hits.map(idOfHit), hits.map(idOfHit)) ? null : found;
  }

  /** The same question again, unasked: an answer that changes nothing in sight is taken, another one waits. */
  async #look(): Promise<void> {
    const number = this.#asked;
    const found = await this.#find(this.#typing).catch(() => null);
    const shown = this.answer;
    if (number !== this.#asked || shown === null) return;
    if (found && sameOrder(shown.hits.map(idOfHit), found.answer.hits.map(idOfHit))) this.#take(found);
    else if (found) {
      const { complete, searchable, documents } = found.answer;
      this.answer = { ...shown, complete, searchable, documents };
      if (!this.changed) this.#sayChanged();
      this.#later = found;
    }
    this.#watch();
  }

  /** Text that is still being read may bring more. */
  #watch(): void {
    clearTimeout(this.#lookAgain);
    if (this.answer === null || this.answer.complete) return;
    this.#lookAgain = setTimeout(() => {
      if (router.current.place === "library" && !document.hidden && !this.searching) void this.#look();
      else this.#watch();
    }, LOOK_AGAIN_MS);
  }

  /** How far the text is read; empty where all of it can be searched. */
  get soFar(): string {
    if (this.answer === null || this.answer.complete) return "";
    const { searchable, documents } = this.answer;
    return documents > searchable ? t("library.so_far", { searchable, count: documents }) : t("library.incomplete");
  }

  /** After whatever else is said of the refresh. */
  #sayChanged(): void {
    announcer.say(t("library.changed"), 1500);
  }

  #say(): void {
    if (this.all === null) return;
    const count = this.answer && this.total === 0 ? t("nothing.title", { words: this.words.trim() }) : t(this.answer ? "library.found" : "library.count", { count: this.total });
    const corrected = this.correction && !this.correction.exact ? t("corrected.meant", { words: this.correction.meant }) : "";
    const first = patient.language ? t("patient.first", { language: languageName(patient.language) }) : "";
    announcer.say([corrected, count, first, this.soFar].filter(Boolean).join(" "), 700);
  }
}

/** The library's list is on the screen, or a person went from it into a resource and will come back to it. */
const inSight = (place: Route["place"]) => place === "library" || place === "read";
const ids = (resources: Resource[]) => resources.map(({ id }) => id);
const idOfHit = ({ resource }: Hit) => resource;

export const library = new LibraryState();
