/** Reading the words of pictures: one file at a time, wherever it was begun. */
import type { AttachmentId } from "../../bindings/AttachmentId";
import type { OcrOutcome } from "../../bindings/OcrOutcome";
import type { OcrProgress } from "../../bindings/OcrProgress";
import { announcer } from "../../design/announce.svelte";
import { type HostError, toHostError } from "../../host/error";
import * as host from "../../host/host";
import { t } from "../../messages";

class Pictures {
  /** The file whose pictures are being read, or were read last. */
  of: AttachmentId | null = $state(null);
  running = $state(false);
  stopping = $state(false);
  progress: OcrProgress | null = $state.raw(null);
  outcome: OcrOutcome | null = $state.raw(null);
  error: HostError | null = $state.raw(null);
  /** Goes up when reading ends, however: texts may be others then. */
  ended = $state(0);

  async read(attachment: AttachmentId): Promise<void> {
    if (this.running) return;
    [this.of, this.running, this.outcome, this.error] = [attachment, true, null, null];
    try {
      this.outcome = await host.readPictures(attachment, (progress) => (this.progress = progress));
      announcer.say(told(this.outcome));
    } catch (thrown) {
      this.error = toHostError(thrown);
      if (this.error.code === "cancelled") announcer.say(t("pictures.stopped"));
    } finally {
      this.running = this.stopping = false;
      this.progress = null;
      this.ended++;
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await host.cancelReadPictures();
    } catch (thrown) {
      this.error = toHostError(thrown);
    }
  }
}

/** In words: what was found, and how much could not be read. */
export function told({ with_words, failed }: OcrOutcome): string {
  const parts = [];
  if (with_words > 0) parts.push(t("pictures.done", { count: with_words }));
  else if (failed === 0) parts.push(t("pictures.nothing"));
  if (failed > 0) parts.push(t("pictures.failed", { count: failed }));
  return parts.join(" ");
}

export const pictures = new Pictures();
