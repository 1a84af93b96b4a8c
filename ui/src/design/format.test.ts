import { expect, test } from "vitest";
import { bothNames, ago, date, daysSince, direction, languageName, fileName, ownName, siteName, size } from "./format";

const now = new Date("2026-11-22T12:00:00");
const daysBefore = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();

test.each([
  [0, "today"], [1, "yesterday"], [2, "2 days ago"], [13, "13 days ago"], [14, "2 weeks ago"], [60, "last month"], [100, "3 months ago"], [800, "2 years ago"],
])("%i days before is %j", (days, words) => {
  expect(ago(daysBefore(days), now)).toBe(words);
});

test("calendar days count, not spans of 24 hours; the future is today", () => {
  expect(daysSince("2026-11-21T23:59:00", now)).toBe(1);
  expect(daysSince("2027-01-01T00:00:00", now)).toBe(0);
});

test("a time that cannot be read is not shown as a date", () => {
  expect(date("soon")).toBe("");
});

test.each([[0, "0 B"], [999, "999 B"], [1000, "1 KB"], [12_400, "12.4 KB"], [999_600, "1 MB"], [6_900_000, "6.9 MB"], [2_340_000_000, "2.3 GB"]])(
  "%i bytes are %j",
  (bytes, words) => {
    expect(size(bytes)).toBe(words);
  },
);

test("languages are named in their own script and in English", () => {
  expect([ownName("bn"), languageName("bn")]).toEqual(["বাংলা", "Bengali"]);
  expect([ownName("ar"), languageName("ar")]).toEqual(["العربية", "Arabic"]);
  expect([ownName("so"), languageName("so")]).toEqual(["Soomaali", "Somali"]);
  expect([ownName("!"), languageName("!")]).toEqual(["!", "!"]);
});

test.each([["ar", "rtl"], ["ur-PK", "rtl"], ["bn", "ltr"], ["en", "ltr"], ["", "ltr"]])("%j runs %s", (tag, way) => {
  expect(direction(tag)).toBe(way);
});

test("addresses are shown short, and as they are where they cannot be read", () => {
  expect(fileName("https://x.org/a/My%20leaflet.pdf?v=1#page=2")).toBe("My leaflet.pdf");
  expect(fileName("https://x.org/%E0%A4%A")).toBe("%E0%A4%A");
  expect(siteName("https://www.x.org/a")).toBe("x.org");
  expect(siteName("nonsense")).toBe("nonsense");
});

test.each([["bn", "বাংলা – Bengali"], ["en", "English"], ["so", "Soomaali – Somali"]])("%s is named %s", (tag, words) => {
  expect(bothNames(tag)).toBe(words);
});
