/** Messages to the partnership that wait on this computer. Each change is kept at once; whether one was sent, only the person knows. */
import type { Feedback } from "../bindings/Feedback";
import { toasts } from "../design/toast.svelte";
import type { HostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";

class Messages {
  waiting: Feedback[] = $state.raw([]);
  /** What stood there before the last one was deleted. */
  before: Feedback[] | null = $state.raw(null);

  async load(): Promise<void> {
    try {
      this.waiting = await host.feedback();
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  async #set(messages: Feedback[], before: Feedback[] | null = null): Promise<boolean> {
    try {
      await host.setFeedback(messages);
      [this.waiting, this.before] = [messages, before];
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }

  /** False where it could not be kept: then it must stay in the box. */
  add = (text: string) => this.#set([{ text: text.trim(), written: new Date().toISOString(), handed_over: null }, ...this.waiting]);

  remove = (message: Feedback) => this.#set(this.waiting.filter((one) => one !== message), this.waiting);

  undo = () => (this.before ? this.#set(this.before) : Promise.resolve(false));

  async copy({ text }: Feedback): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      toasts.show(t("hear.copied"));
    } catch {
      toasts.show(t("hear.copy_failed"), true);
    }
  }

  async openInMail(message: Feedback, to: string): Promise<void> {
    try {
      await host.sendMail({ to, subject: t("hear.subject"), body: message.text });
      await this.#set(this.waiting.map((one) => (one === message ? { ...one, handed_over: new Date().toISOString() } : one)));
      toasts.show(t("hear.opened"));
    } catch (thrown) {
      if ((thrown as HostError).code === "too_long") {
        await this.copy(message);
        toasts.show(t("hear.long"));
      } else toasts.fail(thrown);
    }
  }
}

export const messages = new Messages();
