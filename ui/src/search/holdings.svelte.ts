/** What the window knows of the library: what it showed or was asked for, never all of it. */
import { SvelteMap } from "svelte/reactivity";
import type { Holdings } from "../bindings/Holdings";
import type { Listed } from "../bindings/Listed";
import { languageName } from "../design/format";
import * as host from "../host/host";
import { patient } from "./patient.svelte";

interface Known {
  /** Null: the library has none with this id. */
  resource: Listed | null;
  /** The state of the library that it was read in. */
  of: number;
}

class KnownHoldings {
  /** The library as a whole; null until it was read. */
  whole: Holdings | null = $state.raw(null);

  #known = new SvelteMap<string, Known>();
  /** Rises when the library has changed: what was read before is asked for again once it is looked at. */
  #state = $state(0);
  #wanted = new Set<string>();
  /** Asked for in this state of the library. */
  #asked = new Set<string>();

  /** Languages that a patient may read: those that the library has, by name; and the one that was chosen before. */
  spoken = $derived(
    [...new Set([...(this.whole?.languages ?? []), ...(patient.language ? [patient.language] : [])])].sort((one, other) =>
      languageName(one).localeCompare(languageName(other)),
    ),
  );

  withdrawnCount = $derived(this.whole?.withdrawn ?? 0);
  onlyStarter = $derived(this.whole?.only_starter ?? false);
  filesMissing = $derived(this.whole?.files_missing ?? false);

  /** Undefined where it is not known; then it is asked for, and comes by itself. */
  resource(id: string): Listed | undefined {
    const known = this.#known.get(id);
    if (known?.of !== this.#state) this.#want(id);
    return known?.resource ?? undefined;
  }

  /** It is known that the library has none with this id. */
  isGone(id: string): boolean {
    return this.#known.get(id)?.resource === null;
  }

  /** What came with an answer. */
  take(resources: readonly Listed[]): void {
    for (const resource of resources) this.#known.set(resource.id, { resource, of: this.#state });
  }

  /** These, each once, as the library has them now; those that it has not are left out. May reject with a `HostError`. */
  async now(named: readonly string[]): Promise<Listed[]> {
    const ids = [...new Set(named)];
    await this.#read(ids);
    return ids.flatMap((id) => this.#known.get(id)?.resource ?? []);
  }

  /** The library has changed, or is there for the first time. */
  async renew(): Promise<void> {
    this.#state += 1;
    this.#asked.clear();
    try {
      this.whole = await host.holdings();
    } catch {
      // The list itself says what is wrong.
    }
  }

  #want(id: string): void {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    if (this.#wanted.size === 0) {
      queueMicrotask(() => {
        const ids = [...this.#wanted];
        this.#wanted.clear();
        // What did not come is asked for again when the library has changed.
        this.#read(ids).catch(() => {});
      });
    }
    this.#wanted.add(id);
  }

  async #read(ids: string[]): Promise<void> {
    const of = this.#state;
    const found = new Map((await host.listed(ids)).map((resource) => [resource.id, resource]));
    if (of === this.#state) for (const id of ids) this.#known.set(id, { resource: found.get(id) ?? null, of });
  }
}

export const holdings = new KnownHoldings();
