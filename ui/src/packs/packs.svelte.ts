/** Packs, the library as one file: what is being done with one, and what came of it. One at a time. */
import type { PackCounts } from "../bindings/PackCounts";
import type { PackOffer } from "../bindings/PackOffer";
import type { PackProgress } from "../bindings/PackProgress";
import type { PackWritten } from "../bindings/PackWritten";
import { announcer } from "../design/announce.svelte";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";

export const brings = ({ added, newer, completed }: PackCounts) => added + newer + completed > 0;

class Packs {
  /** Null while nothing is being done. */
  progress: PackProgress | null = $state.raw(null);
  running = $state(false);
  written: PackWritten | null = $state.raw(null);
  offer: PackOffer | null = $state.raw(null);
  error: HostError | null = $state.raw(null);
  /** Counts the packs that were added: what shows the library is to be read again. */
  added = $state(0);

  percent: number | null = $derived(this.progress && this.progress.total > 0 ? Math.floor((100 * this.progress.done) / this.progress.total) : null);

  async #run<Answer>(work: (onProgress: (progress: PackProgress) => void) => Promise<Answer>): Promise<Answer | null> {
    if (this.running) return null;
    this.running = true;
    this.progress = null;
    this.written = null;
    this.error = null;
    try {
      return await work((progress) => {
        if (progress.step !== this.progress?.step) announcer.say(t(`pack_file.${progress.step}`));
        this.progress = progress;
      });
    } catch (thrown) {
      this.error = toHostError(thrown);
      return null;
    } finally {
      this.running = false;
      this.progress = null;
    }
  }

  async copy(): Promise<void> {
    this.written = await this.#run((onProgress) => host.exportPack([], onProgress));
  }

  async choose(): Promise<void> {
    this.offer = await this.#run((onProgress) => host.choosePack(onProgress));
  }

  /** True where it came in. */
  async add(): Promise<boolean> {
    this.offer = null;
    const came = await this.#run((onProgress) => host.addPack(onProgress));
    if (came !== null) this.added += 1;
    return came !== null;
  }

  async stop(): Promise<void> {
    try {
      await host.cancelRefresh();
    } catch (thrown) {
      this.error = toHostError(thrown);
    }
  }
}

export const packs = new Packs();
