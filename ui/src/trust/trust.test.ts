import { expect, test } from "vitest";
import type { PrintedReview } from "../bindings/PrintedReview";
import type { Trust } from "../bindings/Trust";
import { concerns, evidence, standing } from "./trust";

const now = new Date("2026-11-22T12:00:00");
const plain: Trust = { state: "current", days_since_confirmed: 2, is_unconfirmed: false, withdrawn_on: null, replaced_by: null, review: null };
const past: PrintedReview = {
  attachment: "file00000001", label: "", words: "Review date: May 2024", page: 4, is_past: true,
  date: { printed: "May 2024", from: "2024-05-01", to: "2024-05-31", precision: "month" },
};
const told = (part: Partial<Trust>, last_confirmed: string | null = "2026-11-20T10:00:00Z") => ({ id: "r", last_confirmed, trust: { ...plain, ...part } });

test.each([
  [told({}), "good", "Confirmed 2 days ago", ""],
  [told({ state: "unknown", days_since_confirmed: null }, null), "unknown", "Not confirmed with the site yet", ""],
  [told({ state: "not_confirmed", days_since_confirmed: 31, is_unconfirmed: true }), "old", "Not confirmed for 31 days", ""],
  [told({ state: "past_review", review: past }), "old", "Past its review date", "“Review date: May 2024”, page 4"],
  [told({ state: "withdrawn", withdrawn_on: "2026-11-20T10:00:00Z" }), "gone", "Withdrawn on 20 November 2026", ""],
  [told({ state: "withdrawn" }), "gone", "Withdrawn", ""],
  [told({ state: "replaced", replaced_by: { resource: "q", title: "Another" } }), "gone", "Withdrawn", "Now in: Another"],
])("%j is %s: %j", (resource, tone, words, evidence) => {
  expect(standing(resource, now)).toMatchObject({ tone, words, evidence });
});

test("nothing is said where the library was not asked", () => {
  expect(standing({ id: "r", last_confirmed: null, trust: null }, now)).toBeNull();
  expect(concerns({ id: "r", last_confirmed: null, trust: null })).toEqual([]);
});

test("a review to come and what is not known are no concern", () => {
  expect(concerns(told({ review: { ...past, is_past: false } }))).toEqual([]);
  expect(concerns(told({ state: "unknown", days_since_confirmed: null }, null))).toEqual([]);
});

test("all that is known is told, the weightiest first, with where to look", () => {
  const all = concerns(told({ state: "replaced", withdrawn_on: "2026-11-20T10:00:00Z", replaced_by: { resource: "q", title: "Another" }, review: past }));
  expect(all.map(({ about }) => about)).toEqual(["withdrawn", "replaced", "past_review"]);
  expect(all[1]?.link).toEqual({ href: "#/read/q", words: "Another" });
  expect(all[2]?.words).toContain("“Review date: May 2024”, page 4");
  expect(all[2]?.link).toEqual({ href: "#/read/r?attachment=file00000001&page=4", words: "Show page 4" });
  expect(concerns(told({ state: "not_confirmed", days_since_confirmed: 40, is_unconfirmed: true }))[0]?.words).toContain("20 November 2026, 40 days ago");
});

test("the words are told with their document where there are several", () => {
  expect(evidence({ words: "Review: 2024", page: null, label: "In Bengali" })).toBe("In Bengali: “Review: 2024”");
});
