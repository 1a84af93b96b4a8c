import { expect, test } from "vitest";
import { dayAndTime, duration, timeLeft } from "./spans";

test.each([
  [0, "a few seconds left"],
  [9, "a few seconds left"],
  [10, "less than a minute left"],
  [44, "less than a minute left"],
  [45, "about 1 minute left"],
  [89, "about 1 minute left"],
  [90, "about 2 minutes left"],
  [600, "about 10 minutes left"],
  [660, "about 10 minutes left"],
  [780, "about 15 minutes left"],
  [3240, "about 55 minutes left"],
  [3300, "about 1 hour left"],
  [9000, "about 3 hours left"],
])("%i seconds: %s", (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words);
});

test.each([
  [-5, "0 seconds"],
  [1_400, "1 second"],
  [38_000, "38 seconds"],
  [59_600, "1 minute"],
  [150_000, "3 minutes"],
  [3_600_000, "1 hour"],
  [3_900_000, "1 hour 5 minutes"],
  [7_260_000, "2 hours 1 minute"],
])("%i ms take %s", (time_ms, words) => {
  expect(duration(time_ms)).toBe(words);
});

test("a moment is named by its day, near days by their own names", () => {
  const now = new Date(2026, 10, 22, 23, 50);
  const at = (day: number, hour: number, minute: number) => dayAndTime(new Date(2026, 10, day, hour, minute).toISOString(), now);
  expect(at(22, 14, 5)).toBe("today at 14:05");
  expect(at(23, 0, 10)).toBe("tomorrow at 00:10");
  expect(at(21, 9, 0)).toBe("yesterday at 09:00");
  expect(at(25, 9, 0)).toBe("on 25 November 2026 at 09:00");
  expect(dayAndTime("soon", now)).toBe("");
});
