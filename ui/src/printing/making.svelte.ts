/** A print pack that is being made, and what came of the last one. */
import type { PrintPackMade } from "../bindings/PrintPackMade";
import type { PrintPackProgress } from "../bindings/PrintPackProgress";
import type { PrintPackTo } from "../bindings/PrintPackTo";
import { announcer } from "../design/announce.svelte";
import { tellPrinted } from "../handing/handing";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";
import { basket } from "./basket.svelte";

class Making {
  running = $state(false);
  stopping = $state(false);
  progress: PrintPackProgress | null = $state.raw(null);
  made: PrintPackMade | null = $state.raw(null);
  error: HostError | null = $state.raw(null);

  async make(to: PrintPackTo, large_print: boolean): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.made = this.error = null;
    try {
      this.made = await host.makePrintPack(basket.items, { large_print }, to, (progress) => (this.progress = progress));
      if (this.made?.printed) tellPrinted(this.made.printed);
      else if (this.made) announcer.say(t("print_pack.saved", { path: this.made.pack.file, count: this.made.pack.pages }));
    } catch (thrown) {
      this.error = toHostError(thrown);
    } finally {
      this.running = this.stopping = false;
      this.progress = null;
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await host.cancelPrintPack();
    } catch (thrown) {
      this.error = toHostError(thrown);
    }
  }
}

export const making = new Making();
