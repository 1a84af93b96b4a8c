/**
 * Where resources come from: sources are added and removed here. What readers know them as is asked for once, and again where a resource
 * comes from one that is not known yet.
 */
import type { SourceSummary } from "../bindings/SourceSummary";
import * as host from "../host/host";

class Sources {
  #all: SourceSummary[] | null = $state.raw(null);
  #asked = new Set<string>();
  /** Rises when one was added or removed: what shows sources or the library is to be read again. */
  changed = $state(0);

  /** The name of an added source; null for the one that came with the program, and while it is not known. */
  added(id: string): string | null {
    const found = this.#all?.find((source) => source.id === id);
    if (found) return found.built_in ? null : found.name;
    return this.#all && this.#all.length > 0 ? id : null;
  }

  async meet(id: string): Promise<void> {
    if (this.#all?.some((source) => source.id === id) || this.#asked.has(id)) return;
    this.#asked.add(id);
    try {
      this.#all = (await host.status()).sources;
    } catch {
      // Then it is not told here; the page on how the library stands tells what is wrong.
      this.#asked.delete(id);
    }
  }

  async #changing<Answer>(change: Promise<Answer>): Promise<Answer> {
    const answer = await change;
    this.#all = null;
    this.#asked.clear();
    if (answer !== null) this.changed += 1;
    return answer;
  }

  /** Each of these throws where it was not done. */
  addSite = (address: string, name: string) => this.#changing(host.addSite(address, name));
  /** Null where the person chose none. */
  addFolder = () => this.#changing(host.addFolder());
  remove = (id: string) => this.#changing(host.removeSource(id));
}

export const sources = new Sources();
