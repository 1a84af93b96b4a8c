import { expect, test } from "vitest";
import type { RefreshReport } from "../bindings/RefreshReport";
import { brought, headline, isBad, kept, needsPerson, nextAttempt, nextShort, signInAddress, stopCode, waits } from "./report";

const report = (part: Partial<RefreshReport>): RefreshReport => ({
  outcome: "stopped", code: null, message: null, revision: 7, resources: { added: 0, revised: 0, kept: 0, withdrawn: 0 },
  attachments: { fetched: 0, unchanged: 0, failed: 0, pending: 0 }, requests: 0, bytes_received: 0, problems: [], losses: [], sources: [], next_attempt: null, ...part,
});

const problem = (code: string, url = "https://www.towerhamletstogether.com/assets/a.pdf") => ({ code, url, message: "" });

test.each([
  ["cancelled", false, false],
  ["offline", true, false],
  ["unreachable", true, false],
  ["untrusted_certificate", true, true],
  ["certificate_file", true, true],
  ["site_busy", true, false],
  ["captive_portal", true, true],
  ["robots_disallow", true, false],
  ["not_the_site", true, false],
  ["site_changed", true, true],
  ["library_full", true, true],
  ["disk_full", true, true],
  ["busy_elsewhere", true, false],
  ["damaged", true, true],
  ["something_else", true, false],
])("%s: bad news %s, a person has to act %s", (code, bad, person) => {
  const stopped = report({ code });
  expect([isBad(stopped), needsPerson(stopped)]).toEqual([bad, person]);
  expect(headline(stopped)).not.toMatch(/_|\./);
});

test.each<[string, Partial<RefreshReport>, string, boolean]>([
  ["a full library", { outcome: "partial", problems: [problem("not_a_document"), problem("library_full")] }, "The library has no room left", true],
  ["a network that wants a sign-in", { outcome: "partial", problems: [problem("captive_portal")] }, "This network wants you to sign in", true],
  ["a lost line", { outcome: "partial", problems: [problem("unreachable")], attachments: { fetched: 2, unchanged: 0, failed: 0, pending: 9 } }, "The connection was lost", false],
  ["one file that did not come", { outcome: "partial", problems: [problem("unreachable")] }, "Done, but some things did not work. The next refresh tries them again.", false],
  ["no room for the safety copy", { outcome: "updated", problems: [problem("disk_full", "")] }, "The disk is full", true],
  ["nothing", { outcome: "updated" }, "The library is up to date", false],
])("%s, while files came: told, and a person called where one is needed", (_, part, words, person) => {
  expect(headline(report(part))).toBe(words);
  expect(needsPerson(report(part))).toBe(person);
});

test.each([
  ["timed_out", "unreachable"],
  ["server_error", "unreachable"],
  ["something_else", "unknown"],
  [null, "unknown"],
  ["toString", "unknown"],
])("%s is told as %s", (code, told) => {
  expect(stopCode(code)).toBe(told);
});

test("what a refresh brought is counted, where it brought something", () => {
  const counts = report({ outcome: "updated", resources: { added: 2, revised: 1, kept: 9, withdrawn: 0 }, attachments: { fetched: 1, unchanged: 3, failed: 0, pending: 0 } });
  expect(brought(counts)).toEqual(["2 new", "1 changed", "1 file fetched"]);
  expect(brought(report({}))).toEqual([]);
});

test.each([
  ["metered", /may cost money/],
  ["battery", /plugged in/],
  ["full_moon", /^A refresh is due and waits/],
])("a refresh that waits says for what: %s", (reason, words) => {
  expect(waits(reason)).toMatch(words);
});

test("the next try: by hand, at a time, or overdue", () => {
  const now = new Date(2026, 10, 22, 10, 0);
  expect(nextAttempt(null, now)).toMatch(/^It does not try again by itself/);
  expect(nextAttempt(new Date(2026, 10, 22, 14, 5).toISOString(), now)).toBe("The next refresh comes by itself today at 14:05.");
  expect(nextAttempt(new Date(2026, 10, 22, 9, 0).toISOString(), now)).toBe("The next refresh comes by itself as soon as it can.");
  expect(nextShort(null, now)).toBe("By hand only");
  expect(nextShort(new Date(2026, 10, 23, 2, 10).toISOString(), now)).toBe("Tomorrow at 02:10");
  expect(nextShort(new Date(2026, 10, 22, 9, 0).toISOString(), now)).toBe("As soon as it can");
});

test("files that came before a stop are said to be kept", () => {
  expect(kept("cancelled", false)).toContain("what has come is kept");
  expect(kept("unreachable", true)).toContain("what has come is kept");
  expect(kept("site_changed", false)).toContain("everything that was here is still here");
  expect(kept("damaged", true)).toBe("");
});

test.each([
  ["https://www.towerhamletstogether.com", "http://www.towerhamletstogether.com/"],
  ["http://127.0.0.1:8000/base/", "http://127.0.0.1:8000/"],
  ["no address", ""],
])("the sign-in page shows in place of %s", (site, address) => {
  expect(signInAddress(site)).toBe(address);
});
