import { expect, test } from "vitest";
import type { Attachment } from "../../bindings/Attachment";
import { captionsOf, toWebVtt } from "./captions";

const file = (url: string, media_type = "text/plain", sha256: string | null = "ab") => ({ url, media_type, sha256 }) as Attachment;

test("captions are told by type or name, and only those that are here", () => {
  const files = [file("https://x/film.mp4", "video/mp4"), file("https://x/a.vtt"), file("https://x/b", "text/vtt; charset=utf-8"), file("https://x/c.srt?v=2"), file("https://x/d.vtt", "", null), file("https://x/vtt.txt")];
  expect(captionsOf(files).map(({ url }) => url)).toEqual(["https://x/a.vtt", "https://x/b", "https://x/c.srt?v=2"]);
});

test("SubRip becomes WebVTT, and WebVTT stays", () => {
  expect(toWebVtt("\uFEFF1\r\n00:00:01,500 --> 00:00:03,000\r\nSit down, rest.\r\n")).toBe("WEBVTT\n\n1\n00:00:01.500 --> 00:00:03.000\nSit down, rest.\n");
  expect(toWebVtt("WEBVTT\n\n00:01.000 --> 00:02.000\nHello")).toBe("WEBVTT\n\n00:01.000 --> 00:02.000\nHello");
});
