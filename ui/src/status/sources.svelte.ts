/** What readers know the library's sources as. Asked for once, and again where a resource comes from one that is not known yet. */
import type { SourceSummary } from "../bindings/SourceSummary";
import * as host from "../host/host";

class Sources {
  #all: SourceSummary[] | null = $state.raw(null);
  #asked = new Set<string>();

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
}

export const sources = new Sources();
