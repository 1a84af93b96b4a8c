import { expect, test } from "vitest";
import type { Settings } from "../bindings/Settings";
import { intervals, limits } from "./choices";

const settings = (part: Partial<Settings> = {}): Settings => ({ refresh_every_hours: 12, pause_on_metered: true, pause_on_battery: false, library_limit_mb: 20_000, remember_recents: true, note_gaps: false, stay_in_tray: false, start_at_login: false, language: "", ...part });

test("intervals go from often to seldom, by hand only at the end", () => {
  expect(intervals(settings()).map(({ words }) => words)).toEqual([
    "Every 3 hours", "Every 6 hours", "Every 12 hours", "Once a day", "Every 3 days", "Once a week", "By hand only",
  ]);
  expect(intervals(settings({ refresh_every_hours: 0 })).filter(({ value }) => value === 0)).toHaveLength(1);
});

test.each([
  [1, "Every 1 hour"],
  [8, "Every 8 hours"],
  [48, "Every 2 days"],
])("%i hours, set by policy, are among them in their place", (hours, words) => {
  const choices = intervals(settings({ refresh_every_hours: hours }));
  expect(choices.find(({ value }) => value === hours)?.words).toBe(words);
  const values = choices.slice(0, -1).map(({ value }) => value);
  expect(values).toEqual([...values].sort((one, other) => one - other));
});

test("limits are written as sizes, one's own among them", () => {
  expect(limits(settings({ library_limit_mb: 750 })).map(({ words }) => words).slice(0, 3)).toEqual(["750 MB", "1 GB", "2 GB"]);
  expect(limits(settings()).filter(({ value }) => value === 20_000)).toHaveLength(1);
});
