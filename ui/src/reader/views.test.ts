import { expect, test } from "vitest";
import { viewOf } from "./views";

test.each([
  ["application/pdf", "good", "pdf"],
  ["application/pdf", "none", "pdf"],
  ["text/html; charset=utf-8", "good", "text"],
  ["text/plain", "none", "text"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "good", "text"],
  ["application/vnd.openxmlformats-officedocument.presentationml.presentation", "none", "text"],
  ["application/vnd.oasis.opendocument.text", "good", "text"],
  ["application/epub+zip", "good", "text"],
  ["message/rfc822", "good", "text"],
  ["image/png", "none", "image"],
  ["image/tiff", "none", "other"],
  ["video/mp4", "none", "video"],
  ["audio/mpeg", "none", "audio"],
  ["application/zip", "none", "other"],
  ["application/unheard-of", "poor", "text"],
  ["", "none", "other"],
] as const)("%s with %s text is shown as %s", (media_type, quality, view) => {
  expect(viewOf({ media_type, text: quality })).toBe(view);
});
