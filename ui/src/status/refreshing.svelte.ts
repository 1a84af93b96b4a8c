/** The refresh, which goes on whichever place is shown. */
import type { Progress } from "../bindings/Progress";
import type { RefreshReport } from "../bindings/RefreshReport";
import { announcer } from "../design/announce.svelte";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";
import { headline } from "./report";

class Refreshing {
  running = $state(false);
  cancelling = $state(false);
  progress: Progress | null = $state.raw(null);
  report: RefreshReport | null = $state.raw(null);
  error: HostError | null = $state.raw(null);
  /** Rises with each refresh that ended: what shows the library reads it again then. */
  ended = $state(0);

  /** Per cent of the phase, 0 to 100; null while unknown. */
  percent = $derived.by(() => {
    const { done = 0, total = null } = this.progress ?? {};
    return total ? Math.min(100, Math.floor((100 * done) / total)) : null;
  });

  async start(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.cancelling = false;
    this.progress = null;
    this.report = null;
    this.error = null;
    announcer.say(t("progress.starting"));
    try {
      this.report = await host.refresh((progress) => this.#move(progress));
      announcer.say(headline(this.report));
    } catch (thrown) {
      this.error = toHostError(thrown);
      announcer.say(this.error.message);
    }
    this.running = false;
    this.cancelling = false;
    this.progress = null;
    this.ended += 1;
  }

  #move(progress: Progress): void {
    // Only a new phase is spoken: every file would be chatter.
    if (progress.phase !== this.progress?.phase) announcer.say(t(`progress.${progress.phase}`));
    this.progress = progress;
  }

  async cancel(): Promise<void> {
    this.cancelling = true;
    try {
      await host.cancelRefresh();
    } catch (thrown) {
      this.error = toHostError(thrown);
      this.cancelling = false;
    }
  }
}

export const refreshing = new Refreshing();
