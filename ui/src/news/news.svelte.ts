/**
 * What changed since the person last looked. A visit of the screen lasts until another place than a resource is opened:
 * only then, or when asked, is the look noted, so that the list does not empty under the reader's eyes.
 */
import type { ResourceId } from "../bindings/ResourceId";
import type { WhatsNew } from "../bindings/WhatsNew";
import { announcer } from "../design/announce.svelte";
import { toasts } from "../design/toast.svelte";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";
import type { Route } from "../route";
import { arrange, countNew, summary } from "./changes";

/** How far back the screen looks. */
export type Span = "new" | "month" | "all";
export const SPANS: readonly Span[] = ["new", "month", "all"];

const MONTH_MS = 30 * 86_400_000;
const FIRST_SHOWN = 50;

/** An answer, and when it was asked for: what came later was not in it. */
interface Asked {
  answer: WhatsNew;
  at: string;
}

const sinceOf: Record<Span, () => string | null> = {
  new: () => null,
  month: () => new Date(Date.now() - MONTH_MS).toISOString(),
  all: () => new Date(0).toISOString(),
};

/** Nothing in it is new to the person any more; with an id, nothing of that resource. */
function looked({ answer, at }: Asked, id?: ResourceId): Asked {
  const old = <Part extends { is_new: boolean }>(changes: Part[]) => changes.map((change) => ({ ...change, is_new: false }));
  const resources = answer.resources.map((one) => (id === undefined || one.resource === id ? { ...one, changes: old(one.changes) } : one));
  return { answer: { ...answer, resources, about: id === undefined || id === "" ? old(answer.about) : answer.about }, at };
}

class NewsState {
  /** Since the last look, as the library knows it now. */
  #latest: Asked | null = $state.raw(null);
  /** What the screen lists; it stays while it is being read. */
  #listed: Asked | null = $state.raw(null);
  span: Span = $state("new");
  error: HostError | null = $state.raw(null);
  shown = $state(FIRST_SHOWN);
  #visiting = false;
  #asked = 0;

  /** Kept for coming back from a resource. */
  scrolled = 0;
  focused: string | null = null;

  count = $derived(this.#latest ? countNew(this.#latest.answer) : 0);
  answer = $derived(this.#listed?.answer ?? null);
  news = $derived(this.#listed ? arrange(this.#listed.answer) : []);
  /** Something listed is new to the person. */
  unseen = $derived(this.#listed !== null && countNew(this.#listed.answer) > 0);
  /** A refresh brought more than is listed. */
  fresher = $derived(
    this.#latest !== null && this.#listed !== null && newest(this.#latest.answer) > newest(this.#listed.answer) && this.#latest.at > this.#listed.at,
  );

  /** At the start and after each refresh. */
  async reload(): Promise<void> {
    const number = ++this.#asked;
    try {
      const asked = await ask("new");
      if (number !== this.#asked) return;
      this.#latest = asked;
      this.error = null;
      if (!this.#visiting || this.#listed === null) this.#list(asked);
    } catch (thrown) {
      if (number === this.#asked) this.error = toHostError(thrown);
    }
  }

  /** The window is at this place now. */
  at(place: Route["place"]): void {
    if (place === "new") this.#open();
    // A resource, or the partnership's page where it was opened from here, is a part of the visit.
    else if (this.#visiting && place !== "read" && !(place === "vision" && this.focused === "")) void this.#leave();
  }

  #open(): void {
    if (this.#visiting) return;
    this.#visiting = true;
    this.span = "new";
    if (this.#latest) this.#list(this.#latest);
    // At the very start it is on its way.
    else if (this.error) void this.reload();
  }

  async #leave(): Promise<void> {
    this.#visiting = false;
    this.scrolled = 0;
    this.focused = null;
    if (this.#listed === null) return;
    await this.#note(this.#listed.at);
    await this.reload();
  }

  async choose(span: Span): Promise<void> {
    this.span = span;
    try {
      const asked = await ask(span);
      if (this.span !== span) return;
      if (span === "new") this.#latest = asked;
      this.error = null;
      this.#list(asked);
      announcer.say(summary(this.news).join(", ") || t("news.none.span"));
    } catch (thrown) {
      if (this.span === span) this.error = toHostError(thrown);
    }
  }

  again(): void {
    void this.choose(this.span);
  }

  #list(asked: Asked): void {
    this.#listed = asked;
    this.shown = FIRST_SHOWN;
  }

  /** Everything listed was seen. It stays listed until the screen is left. */
  async markSeen(): Promise<void> {
    if (this.#listed === null || !(await this.#note(this.#listed.at))) return;
    this.#listed = looked(this.#listed);
    if (this.#latest && this.#latest.at <= this.#listed.at) this.#latest = looked(this.#latest);
    else await this.reload();
    toasts.show(t("news.marked"));
  }

  /** A resource was opened: its changes were seen. */
  async lookedAt(id: ResourceId): Promise<void> {
    try {
      await host.lookedAt(id);
    } catch {
      // Then it is still called new the next time: no reason to step between a reader and the document.
      return;
    }
    if (this.#latest) this.#latest = looked(this.#latest, id);
    if (this.#listed) this.#listed = looked(this.#listed, id);
  }

  more(): void {
    this.shown += FIRST_SHOWN;
  }

  async #note(at: string): Promise<boolean> {
    try {
      await host.lookedAtAll(at);
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }

}

async function ask(span: Span): Promise<Asked> {
  const at = new Date().toISOString();
  return { answer: await host.whatsNew(sinceOf[span]()), at };
}

function newest({ resources, about }: WhatsNew): number {
  const all = [...resources.flatMap(({ changes }) => changes), ...about];
  return all.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), 0);
}

export const news = new NewsState();
