/** The refresh, which goes on whichever place is shown. */
import type { Progress } from "../bindings/Progress";
import type { RefreshReport } from "../bindings/RefreshReport";
import type { ResourceId } from "../bindings/ResourceId";
import { announcer } from "../design/announce.svelte";
import { toasts } from "../design/toast.svelte";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";
import { router } from "../router.svelte";
import { spoken } from "./phases";
import { headline, isBad, stopCode } from "./report";

class Refreshing {
  running = $state(false);
  cancelling = $state(false);
  progress: Progress | null = $state.raw(null);
  report: RefreshReport | null = $state.raw(null);
  error: HostError | null = $state.raw(null);
  /** The schedule began it. */
  byItself = $state(false);
  /** Rises with each refresh that ended: what shows the library reads it again then. */
  ended = $state(0);
  #spokeAt = 0;

  /** Per cent of the phase, 0 to 100; null while unknown. */
  percent = $derived.by(() => {
    const { done = 0, total = null } = this.progress ?? {};
    return total ? Math.min(100, Math.floor((100 * done) / total)) : null;
  });

  /** Shows what the schedule does as well. Without it refreshes by hand work all the same. */
  async follow(): Promise<void> {
    await host.followSchedule({
      started: () => this.#begin(true),
      progress: (progress) => {
        // The window may have been opened in the middle of it.
        if (!this.running) this.#begin(true);
        this.#move(progress);
      },
      ended: (report) => {
        this.report = report;
        this.error = null;
        this.byItself = true;
        // Nobody asked for it: a word to those who look at it, a mark at the edge where a person is needed, no more.
        if (router.current.place === "status") announcer.say(headline(report));
        this.#end();
      },
    });
  }

  /** `accept`: losses that the person was shown and agreed to. */
  async start(accept: ResourceId[] = []): Promise<void> {
    if (this.running) return;
    this.#begin(false);
    announcer.say(t("progress.starting"));
    try {
      this.report = await host.refresh(accept, (progress) => this.#move(progress));
      this.#tell(headline(this.report), isBad(this.report));
    } catch (thrown) {
      this.error = toHostError(thrown);
      this.#tell(t(`stop.${stopCode(this.error.code)}`), true);
    }
    this.#end();
  }

  #begin(byItself: boolean): void {
    this.running = true;
    this.byItself = byItself;
    this.cancelling = false;
    this.progress = null;
    this.report = null;
    this.error = null;
  }

  #end(): void {
    this.running = false;
    this.cancelling = false;
    this.progress = null;
    this.ended += 1;
  }

  #move(progress: Progress): void {
    const now = performance.now();
    const words = spoken(this.progress, progress, now - this.#spokeAt);
    if (words !== null) {
      if (!this.byItself || router.current.place === "status") announcer.say(words);
      this.#spokeAt = now;
    }
    this.progress = progress;
  }

  /** How it ended: where its card is not in sight, in a corner of the window. */
  #tell(words: string, bad: boolean): void {
    if (router.current.place === "status") announcer.say(words);
    else toasts.show(words, bad);
  }

  async cancel(): Promise<void> {
    this.cancelling = true;
    try {
      await host.cancelRefresh();
    } catch (thrown) {
      toasts.fail(thrown);
      this.cancelling = false;
    }
  }
}

export const refreshing = new Refreshing();
