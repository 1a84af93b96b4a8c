/**
 * What the library place shows: the question as it stands, the newest answer to it, and the list where nothing is asked.
 * It outlives the screen, so that coming back shows the same list at the same place.
 */
import type { Hit } from "../bindings/Hit";
import type { Resource } from "../bindings/Resource";
import type { ResourceId } from "../bindings/ResourceId";
import type { SearchAnswer } from "../bindings/SearchAnswer";
import type { SearchQuery } from "../bindings/SearchQuery";
import { announcer } from "../design/announce.svelte";
import { languageName } from "../design/format";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";
import type { LibraryRoute, Route } from "../route";
import { router } from "../router.svelte";
import { countWithdrawn, find, type Found } from "./asking";
import { holdings } from "./holdings.svelte";
import { patient } from "./patient.svelte";
import { countsOf, facet, fits, hasText, isHere, type Narrowed, type Narrowing, NOT_NARROWED, yearsOf } from "./narrowing";
import { Question } from "./question.svelte";
import { inPlace, preferring, rowOfHit, rowOfResource, sameOrder, startsWith } from "./rows";
import { cut, toUtf16 } from "./words";

/** More than fit on a large screen, and few enough to be drawn between two letters. */
const FIRST_SHOWN = 20;
/** After an answer, all of what was found is counted once the keys have rested so long. */
const COUNT_AFTER_MS = 400;
/** While text is still being read, the answer on the screen is asked for again after this long. */
const LOOK_AGAIN_MS = 5000;

/** Words that were taken for misspelt. */
export interface Correction {
  typed: string;
  meant: string;
  /** What is shown was found with the words as typed. */
  exact: boolean;
}

export class LibraryState extends Question {
  /** The newest answer; null while there are no words. It stays until the next one is here: nothing flickers. */
  answer: SearchAnswer | null = $state.raw(null);
  /** What the answer answers, whatever narrows it. */
  #answered = $state("");
  /** All that have the words, whatever narrows them, and what they answer; those of the last answer until the newest is counted. */
  #whole: { of: string; ids: ResourceId[] } | null = $state.raw(null);
  correction: Correction | null = $state.raw(null);
  /** A newer answer that would move what is on the screen: it waits until it is asked for. */
  #later: Found | null = $state.raw(null);
  /** The list as it stands on the screen, where the library's own has changed under it. */
  #held: Resource[] | null = $state.raw(null);
  /** Withdrawn resources that match where nothing else does. */
  withdrawnMatches = $state(0);
  searching = $state(false);
  error: HostError | null = $state.raw(null);
  shown = $state(FIRST_SHOWN);

  /** Kept for coming back. */
  scrolled = 0;
  focused: string | null = null;

  #asked = 0;
  /** How often the library was read: what was counted of an earlier state of it counts no more. */
  #states = 0;
  /** Whether the answer on the screen took the last word for a beginning. */
  #typing = false;
  #countLater: ReturnType<typeof setTimeout> | undefined;
  #lookAgain: ReturnType<typeof setTimeout> | undefined;

  /** The library has changed, and what is on the screen has not followed. */
  changed = $derived(this.#later !== null || this.#held !== null);

  /** Filters that may hide something, and how much there is without each; null where it is not counted. */
  inTheWay = $derived(
    this.chosen.map((name) => ({
      name,
      count: this.#left(name)?.length ?? null,
    })),
  );

  /** Resources that the browsing list and the filters start from. */
  #offered = $derived((holdings.all ?? []).filter((resource) => this.withdrawn || resource.state === "current"));

  #newest = $derived(
    preferring(
      this.#offered.filter((resource) => fits(resource, this.narrowing)),
      patient.language,
    ),
  );

  #browsed = $derived(this.#held?.map((resource) => holdings.resource(resource.id) ?? resource) ?? this.#newest);

  /** The words that were searched in fact: those are to be marked. */
  meant = $derived(this.answer ? (this.answer.corrected ?? this.answer.query) : "");

  rows = $derived(
    this.answer
      ? this.answer.hits.slice(0, this.shown).map((hit) => rowOfHit(hit, holdings.resource(hit.resource), this.meant))
      : this.#browsed.slice(0, this.shown).map(rowOfResource),
  );

  found = $derived(this.rows.filter(({ related }) => !related));

  /** Rows with none of the words, about the same subject. */
  related = $derived(this.rows.filter(({ related }) => related));

  total = $derived(this.answer ? this.answer.total : this.#browsed.length);

  /** Everything that matches the words, or the whole list, whatever narrows it. */
  #all = $derived(this.answer && this.#whole ? this.#whole.ids.flatMap((id) => holdings.resource(id) ?? []) : this.#offered);

  /** What all choices but this one leave; null while that was not counted. */
  #left(name: Narrowing): Resource[] | null {
    if (this.answer && this.#whole?.of !== this.#answered) return null;
    return this.#all.filter((resource) => fits(resource, { ...this.narrowing, [name]: null }));
  }

  // Counted apart from what is left, which is another with each letter.
  #ofKinds = $derived(countsOf(this.#all.map(({ kind }) => kind)));
  #ofTopics = $derived(countsOf(this.#all.flatMap(({ topics }) => topics)));
  #ofLanguages = $derived(countsOf(this.#all.map(({ language }) => language)));
  kinds = $derived(facet(this.#ofKinds, this.#left("kind")?.map(({ kind }) => kind) ?? null, this.kind));
  topics = $derived(facet(this.#ofTopics, this.#left("topic")?.flatMap(({ topics }) => topics) ?? null, this.topic));
  languages = $derived(facet(this.#ofLanguages, this.#left("language")?.map(({ language }) => language) ?? null, this.language));

  /** How many have text, and how many are here; null where that is not known. */
  withTextCount = $derived(this.#left("withText")?.filter(hasText).length ?? null);
  hereCount = $derived(this.#left("here")?.filter(isHere).length ?? null);

  /** Years that stand on resources, the newest first. */
  years = $derived(
    [...new Set([...this.#offered.flatMap(yearsOf), ...(this.year === null ? [] : [this.year])])].sort((one, other) => other - one),
  );

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
      const all = await holdings.read();
      this.#states += 1;
      const shown = keeping && holdings.all !== null && this.answer === null ? this.#browsed : null;
      holdings.all = all;
      this.error = null;
      const moves = shown !== null && !startsWith(ids(this.#newest), ids(shown));
      if (moves && !this.changed) this.#sayChanged();
      this.#held = moves ? shown : null;
    } catch (thrown) {
      // What is on the screen can still be read.
      if (!keeping || holdings.all === null) this.error = toHostError(thrown);
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
    if (this.takeOver(route)) this.#start(false);
  }

  type(words: string): void {
    this.write(words);
    this.#start(true);
  }

  /** Whole words that were chosen, not typed. */
  choose(words: string): void {
    this.write(words);
    this.#start(false);
  }

  /** Enter: the last word is finished. */
  finish(): void {
    this.#start(false);
  }

  /** These very words, or what they were taken for. */
  spell(asTyped: boolean): void {
    this.asTyped = asTyped;
    this.#start(false);
  }

  narrow(part: Partial<Narrowed> & { withdrawn?: boolean }): void {
    Object.assign(this, part);
    this.#start(false);
  }

  /** The language that the patient reads comes first from now on; null: none does. */
  prefer(language: string | null): void {
    patient.choose(language);
    this.#start(false);
  }

  clearFilters(): void {
    this.narrow({ ...NOT_NARROWED, withdrawn: false });
  }

  more(): void {
    this.shown += FIRST_SHOWN;
    if (this.answer) void this.#ask(this.#typing, true);
  }

  explainAll(explain: boolean): void {
    this.explain = explain;
    announcer.say(t(explain ? "why.on" : "why.off"));
    if (this.answer) void this.#ask(this.#typing, true);
  }

  #start(typing: boolean): void {
    this.shown = FIRST_SHOWN;
    this.scrolled = 0;
    this.focused = null;
    this.#held = null;
    this.#later = null;
    if (router.current.place === "library") router.refine(this.route);
    clearTimeout(this.#countLater);
    if (!this.words.trim()) {
      this.#asked += 1;
      this.answer = null;
      this.#whole = null;
      this.#later = null;
      this.correction = null;
      this.searching = false;
      this.error = null;
      this.#say();
      return;
    }
    this.searching = true;
    void this.#ask(typing);
  }

  readonly #find = (typing: boolean): Promise<Found> => find(this.query(typing, this.shown));

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
      if (this.total === 0 && !found.query.withdrawn && holdings.withdrawnCount > 0) {
        const matches = await countWithdrawn(found.query);
        if (number === this.#asked) this.withdrawnMatches = matches;
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
  #count(query: SearchQuery, of: string): void {
    clearTimeout(this.#countLater);
    if (this.#whole?.of === of) return;
    // Where nothing was found, which of the filters hides something is the next question.
    const rest = this.answer?.total === 0 ? 0 : COUNT_AFTER_MS;
    this.#countLater = setTimeout(async () => {
      // The filters narrow without their counts too.
      const ids = await host.found(query).catch(() => null);
      if (ids && of === this.#answered) this.#whole = { of, ids };
    }, rest);
  }

  #take({ query, answer, all }: Found): void {
    const typed = answer.query.trim();
    const before = this.correction;
    this.answer = answer;
    const { words, withdrawn, as_typed, typing } = query;
    this.#answered = JSON.stringify([words, withdrawn, as_typed, typing, this.#states]);
    if (all) this.#whole = { of: this.#answered, ids: all };
    this.#count(query, this.#answered);
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
    if (holdings.all === null) return;
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
