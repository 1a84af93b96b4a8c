/**
 * What the library place shows: the question as it stands, and the newest answer to it, which is the list where nothing
 * is asked. It outlives the screen, so that coming back shows the same list at the same place.
 */
import type { Found } from "../bindings/Found";
import { announcer } from "../design/announce.svelte";
import { languageName } from "../design/format";
import { type HostError, toHostError } from "../host/error";
import { t } from "../messages";
import type { LibraryRoute, Route } from "../route";
import { router } from "../router.svelte";
import { type Answered, countWithdrawn, find, order } from "./asking";
import { holdings } from "./holdings.svelte";
import { type Narrowed, NOT_NARROWED } from "./narrowing";
import { Offer } from "./offer.svelte";
import { patient } from "./patient.svelte";
import { Question } from "./question.svelte";
import { inPlace, rowOfHit, rowOfResource, sameOrder, startsWith } from "./rows";
import { cut, toUtf16 } from "./words";

/** More than fit on a large screen, and few enough to be drawn between two letters. */
const FIRST_SHOWN = 20;
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
  /** The newest answer, null before the first. It stays until the next one is here: nothing flickers. */
  #found: Found | null = $state.raw(null);
  /** What the filters offer. */
  readonly offer = new Offer();
  correction: Correction | null = $state.raw(null);
  /** A newer answer that would move what is on the screen: it waits until it is asked for. */
  #later: Answered | null = $state.raw(null);
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
  #lookAgain: ReturnType<typeof setTimeout> | undefined;

  /** Something can be shown. */
  ready = $derived(this.#found !== null);

  /** What the words found; null where there are none. */
  answer = $derived(this.#found?.answer ?? null);

  /** The library has changed, and what is on the screen has not followed. */
  changed = $derived(this.#later !== null);

  /** Filters that may hide something, and how much there is without each; null where it is not counted. */
  inTheWay = $derived(this.chosen.map((name) => ({ name, count: this.offer.without(name) })));

  /** The words that were searched in fact: those are to be marked. */
  meant = $derived(this.answer ? (this.answer.corrected ?? this.answer.query) : "");

  rows = $derived(
    this.answer
      ? this.answer.hits.slice(0, this.shown).map((hit) => rowOfHit(hit, holdings.resource(hit.resource), this.meant))
      : (this.#found?.resources ?? []).slice(0, this.shown).map((resource) => rowOfResource(holdings.resource(resource.id) ?? resource)),
  );

  found = $derived(this.rows.filter(({ related }) => !related));

  /** Rows with none of the words, about the same subject. */
  related = $derived(this.rows.filter(({ related }) => related));

  total = $derived(this.#found?.total ?? 0);

  /** Words that the search marked in one resource, as they stand in its text. */
  markedIn(id: string, query: string): string[] {
    if (this.meant !== query) return [];
    const hit = this.answer?.hits.find(({ resource }) => resource === id);
    return (hit?.passages ?? []).flatMap(({ snippet, highlights }) =>
      cut(snippet, toUtf16(snippet, highlights)).filter(({ marked }) => marked).map(({ text }) => text),
    );
  }

  /** At the start and after a refresh: the newest answer. Nothing moves under the eyes of a person. */
  async reload(): Promise<void> {
    const keeping = this.error === null && this.ready && inSight(router.current.place);
    this.#states += 1;
    const renewed = holdings.renew();
    if (keeping && !this.searching) await this.#look();
    else await this.#ask(false);
    await renewed;
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
    void this.#ask(this.#typing, true);
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
    this.#later = null;
    if (router.current.place === "library") router.refine(this.route);
    this.searching = true;
    void this.#ask(typing);
  }

  readonly #find = (typing: boolean): Promise<Answered> => find(this.query(typing, this.shown));

  /** `keeping`: the same question, asked for more; what stands on the screen stays where it stands. */
  async #ask(typing: boolean, keeping = false): Promise<void> {
    const number = ++this.#asked;
    try {
      const answered = await this.#find(typing);
      // An answer to what is no longer asked is dropped.
      if (number !== this.#asked) return;
      const shown = this.#found;
      this.#take(answered);
      if (keeping && shown) this.#keep(shown, answered);
      this.error = null;
      this.searching = false;
      if (!keeping) this.#say();
      this.withdrawnMatches = 0;
      if (this.answer !== null && this.total === 0 && !answered.query.withdrawn && holdings.withdrawnCount > 0) {
        const matches = await countWithdrawn(answered.query);
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

  #take({ query, found }: Answered): void {
    const { answer } = found;
    const before = this.correction;
    holdings.take(found.resources);
    this.#found = found;
    this.#later = null;
    this.#typing = query.typing;
    const typed = answer?.query.trim() ?? "";
    if (answer && answer.corrected !== null) this.correction = { typed, meant: answer.corrected, exact: false };
    else this.correction = query.as_typed && before?.typed === typed ? { ...before, exact: true } : null;
    // Where nothing was found, which of the filters hides something is the next question.
    this.offer.follow(query, this.#states, found.total === 0);
    this.#watch();
  }

  /** The answer without moving what was shown; what would have moved it waits. */
  #keep(shown: Found, answered: Answered): void {
    const { answer, resources, total } = answered.found;
    if (answer && shown.answer) {
      const hits = inPlace(shown.answer.hits, answer.hits, ({ resource }) => resource);
      this.#found = { ...answered.found, answer: { ...answer, hits }, total: Math.max(total, hits.filter(({ related }) => !related).length) };
    } else if (!answer && !shown.answer) {
      const kept = inPlace(shown.resources, resources, ({ id }) => id);
      this.#found = { ...answered.found, resources: kept, total: Math.max(total, kept.length) };
    }
    if (this.#found) this.#later = sameOrder(order(answered.found), order(this.#found)) ? null : answered;
  }

  /** The same question again, unasked: an answer that moves nothing in sight is taken, another one waits. */
  async #look(): Promise<void> {
    const number = this.#asked;
    const newest = await this.#find(this.#typing).catch(() => null);
    const shown = this.#found;
    if (number !== this.#asked || shown === null) return;
    if (newest && !moves(shown, newest.found)) this.#take(newest);
    else if (newest) {
      holdings.take(newest.found.resources);
      if (shown.answer && newest.found.answer) {
        const { complete, searchable, documents } = newest.found.answer;
        this.#found = { ...shown, answer: { ...shown.answer, complete, searchable, documents } };
      }
      if (!this.changed) this.#sayChanged();
      this.#later = newest;
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
    if (!this.ready) return;
    const count = this.answer && this.total === 0 ? t("nothing.title", { words: this.words.trim() }) : t(this.answer ? "library.found" : "library.count", { count: this.total });
    const corrected = this.correction && !this.correction.exact ? t("corrected.meant", { words: this.correction.meant }) : "";
    const first = patient.language ? t("patient.first", { language: languageName(patient.language) }) : "";
    announcer.say([corrected, count, first, this.soFar].filter(Boolean).join(" "), 700);
  }
}

/** The library's list is on the screen, or a person went from it into a resource and will come back to it. */
const inSight = (place: Route["place"]) => place === "library" || place === "read";

/** Whether something on the screen would stand elsewhere; what is added at the end of the list moves nothing. */
function moves(shown: Found, newest: Found): boolean {
  const [one, other] = [order(shown), order(newest)];
  return !(shown.answer ? sameOrder(one, other) : startsWith(other, one));
}

export const library = new LibraryState();
