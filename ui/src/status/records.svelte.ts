/** The last refreshes, as the library remembers them. */
import type { RefreshRecord } from "../bindings/RefreshRecord";
import * as host from "../host/host";

const MOST = 10;

class Records {
  /** The newest first; null until they were read. */
  all: RefreshRecord[] | null = $state.raw(null);

  /** How the last one ended, where that is still worth a word: it stopped without being asked to, or left something undone. */
  open = $derived.by(() => {
    const last = this.all?.[0]?.report;
    return last && (last.outcome === "partial" || (last.outcome === "stopped" && last.code !== "cancelled")) ? last : null;
  });

  async load(): Promise<void> {
    try {
      this.all = await host.refreshes(MOST);
    } catch {
      // What is here is no less here without its record; the status screen says what else cannot be read.
      this.all = [];
    }
  }
}

export const records = new Records();
