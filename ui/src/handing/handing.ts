/** Ways of giving a resource away. Each asks first where its state is doubtful, and says what came of it. */
import type { Attachment } from "../bindings/Attachment";
import type { Printed } from "../bindings/Printed";
import type { Resource } from "../bindings/Resource";
import { toasts } from "../design/toast.svelte";
import type { HostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";
import { referenceLine } from "../reader/reference";
import { viewOf } from "../reader/views";
import { asking } from "./asking.svelte";

/** Whether there is anything to print: films and recordings have no pages. */
export const isPrintable = (attachment: Attachment | null) =>
  attachment !== null && attachment.sha256 !== null && !["video", "audio"].includes(viewOf(attachment));

export async function guarded(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** What a print dialog needs no words for is not said. */
export function tellPrinted(printed: Printed): void {
  if (printed === "sent") toasts.show(t("print.sent"));
  else if (printed === "opened") toasts.show(t("print.opened"));
}

export const print = (resource: Resource, attachment: Attachment) =>
  guarded(async () => {
    if (await asking.sure(resource)) tellPrinted(await host.printAttachment(attachment.id));
  });

export const save = (resource: Resource) =>
  guarded(async () => {
    const paths = await host.saveCopy(resource.id);
    if (paths[0]) toasts.show(t("reader.saved", { count: paths.length, path: paths[0] }));
  });

export const open = (attachment: Attachment) => guarded(() => host.openAttachment(attachment.id));
export const showInFolder = (attachment: Attachment) => guarded(() => host.showInFolder(attachment.id));

/** Puts words on the clipboard; where that is not possible they are shown, to be copied by hand. */
async function copy(words: string, done: string, failed: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    toasts.show(done);
  } catch {
    toasts.show(failed, true);
  }
}

export async function copyLink(resource: Resource): Promise<void> {
  const url = resource.page_url;
  if (await asking.sure(resource)) await copy(url, t("reader.copied"), t("reader.copy_failed", { url }));
}

/** Not asked about: the line itself says what is doubtful. */
export async function copyReference(resource: Resource): Promise<void> {
  const line = referenceLine(resource);
  await copy(line, t("reader.copied_reference", { line }), t("reader.copy_reference_failed", { line }));
}

/** Words and the public address: the file itself cannot be brought along this way, and nothing says that it is. */
export const mail = (resource: Resource) =>
  guarded(async () => {
    if (!(await asking.sure(resource))) return;
    const line = referenceLine(resource);
    try {
      await host.sendMail({ to: "", subject: resource.title, body: `${line}\n` });
      toasts.show(t("mail.opened"));
    } catch (thrown) {
      if ((thrown as HostError).code !== "too_long") throw thrown;
      await copy(line, t("mail.long"), t("reader.copy_reference_failed", { line }));
    }
  });
