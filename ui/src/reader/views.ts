/** Which ways there are to show a file. Pure. */
import type { Attachment } from "../bindings/Attachment";

export type View = "pdf" | "text" | "image" | "video" | "audio" | "other";

/** Pictures that every web view draws. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "image/avif", "image/bmp"]);
/** Office formats: where one has no text, it says so and opens elsewhere. */
const WITH_TEXT = new Set([
  "application/epub+zip",
  "application/rtf",
  "application/vnd.ms-excel",
  "application/vnd.oasis.opendocument.presentation",
  "application/vnd.oasis.opendocument.spreadsheet",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/xhtml+xml",
  "message/rfc822",
]);

export function viewOf({ media_type, text }: Pick<Attachment, "media_type" | "text">): View {
  const type = media_type.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/pdf") return "pdf";
  if (PICTURES.has(type)) return "image";
  if (type.startsWith("video/")) return "video";
  if (type.startsWith("audio/")) return "audio";
  if (text !== "none" || type.startsWith("text/") || WITH_TEXT.has(type)) return "text";
  return "other";
}
