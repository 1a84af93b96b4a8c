/** Captions that lie beside a recording, as web views take them (WebVTT). Pure. */
import type { Attachment } from "../../bindings/Attachment";

const KINDS = /\.(?:vtt|srt)(?:[?#].*)?$/i;
const TYPES = new Set(["text/vtt", "application/x-subrip"]);

/** The files of a resource that are captions, and are here. */
export const captionsOf = (attachments: readonly Attachment[]) =>
  attachments.filter(({ url, media_type, sha256 }) => sha256 !== null && (KINDS.test(url) || TYPES.has(media_type.split(";")[0]?.trim() ?? "")));

/** SubRip differs from WebVTT in its head and in the comma of its times. */
export function toWebVtt(text: string): string {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (plain.startsWith("WEBVTT")) return plain;
  return `WEBVTT\n\n${plain.replace(/(\d{2}:\d{2}:\d{2}),(\d{3})/g, "$1.$2")}`;
}
