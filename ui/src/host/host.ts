/**
 * The window's only door to the library: every call into the Rust side goes through here, and nothing else in the
 * interface imports `@tauri-apps/*`. Every function may reject with a `HostError`.
 */
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";

import type { About } from "../bindings/About";
import type { AttachmentId } from "../bindings/AttachmentId";
import type { AttachmentText } from "../bindings/AttachmentText";
import type { ListFilter } from "../bindings/ListFilter";
import type { Progress } from "../bindings/Progress";
import type { RefreshReport } from "../bindings/RefreshReport";
import type { Resource } from "../bindings/Resource";
import type { ResourceId } from "../bindings/ResourceId";
import type { SearchAnswer } from "../bindings/SearchAnswer";
import type { SearchQuery } from "../bindings/SearchQuery";
import type { Status } from "../bindings/Status";
import { toHostError } from "./error";

/** The commands of the Rust side, by name. A test there compares this list with the handlers. */
export const COMMANDS = [
  "search",
  "list",
  "show",
  "text",
  "about",
  "status",
  "refresh",
  "cancel_refresh",
  "open_attachment",
  "show_in_folder",
  "save_copy",
  "open_link",
] as const;

export type Command = (typeof COMMANDS)[number];

async function call<Answer>(command: Command, args: Record<string, unknown> = {}): Promise<Answer> {
  try {
    return await invoke<Answer>(command, args);
  } catch (thrown) {
    throw toHostError(thrown);
  }
}

export const search = (query: SearchQuery) => call<SearchAnswer>("search", { query });

/** In the site's own order. */
export const list = (filter: ListFilter) => call<Resource[]>("list", { filter });

export const show = (id: ResourceId) => call<Resource>("show", { id });

/** The text of one attachment; of one page (from 1), or of all where `page` is null. */
export const text = (attachment: AttachmentId, page: number | null = null) =>
  call<AttachmentText>("text", { attachment, page });

export const about = () => call<About>("about");

export const status = () => call<Status>("status");

/**
 * Runs until the refresh has ended. A refresh that stopped (offline, cancelled …) is a report, not an error.
 * `accept` names the resources whose loss the person was shown and agreed to; mostly none.
 */
export function refresh(accept: ResourceId[], onProgress: (progress: Progress) => void): Promise<RefreshReport> {
  const channel = new Channel<Progress>();
  channel.onmessage = onProgress;
  return call<RefreshReport>("refresh", { accept, onProgress: channel });
}

export const cancelRefresh = () => call<void>("cancel_refresh");

/** Opens the file in the program that the computer has for it. */
export const openAttachment = (attachment: AttachmentId) => call<void>("open_attachment", { attachment });

/** Shows the file in the computer's file manager. */
export const showInFolder = (attachment: AttachmentId) => call<void>("show_in_folder", { attachment });

/** Asks for a folder and copies the resource's files there. The paths written; none where the person cancelled. */
export const saveCopy = (id: ResourceId) => call<string[]>("save_copy", { id });

/** Opens a web address in the browser; the Rust side lets only http and https pass. */
export const openLink = (url: string) => call<void>("open_link", { url });

/** Where the window fetches an attachment's bytes; answers range requests. */
export const documentUrl = (attachment: AttachmentId) => convertFileSrc(attachment, "doc");
