/** A refresh's report in words. Pure. */
import type { RefreshReport } from "../bindings/RefreshReport";
import { dayAndTime } from "../design/spans";
import { t } from "../messages";

/** Why a refresh can stop, as far as the window has words of its own for it. */
const STOPS = [
  "cancelled", "offline", "unreachable", "untrusted_certificate", "site_busy", "captive_portal", "robots_disallow", "not_the_site",
  "site_changed", "library_full", "disk_full", "busy_elsewhere", "damaged",
] as const;
export type StopCode = (typeof STOPS)[number] | "unknown";

/** Codes that mean the same to a reader. */
const SAME = new Map<string, StopCode>([["timed_out", "unreachable"], ["server_error", "unreachable"], ["refused", "unreachable"]]);

export const stopCode = (code: string | null): StopCode => STOPS.find((known) => known === code) ?? SAME.get(code ?? "") ?? "unknown";

/** What happened, in a sentence. */
export const headline = (report: RefreshReport) => (report.outcome === "stopped" ? t(`stop.${stopCode(report.code)}`) : t(`report.${report.outcome}`));

/** "Stopped" is bad news unless it was asked for. */
export const isBad = (report: RefreshReport) => report.outcome === "stopped" && report.code !== "cancelled";

/** Stops that no later refresh mends by itself: a person has to do something. */
export const needsPerson = (report: RefreshReport) =>
  report.outcome === "stopped" && ["captive_portal", "untrusted_certificate", "site_changed", "library_full", "disk_full", "damaged"].includes(stopCode(report.code));

/** "2 new", "4 files": what it brought; empty where that was nothing. */
export function brought({ resources, attachments }: RefreshReport): string[] {
  const counts = { added: resources.added, revised: resources.revised, withdrawn: resources.withdrawn, fetched: attachments.fetched };
  return (["added", "revised", "withdrawn", "fetched"] as const).filter((name) => counts[name] > 0).map((name) => t(`records.${name}`, { count: counts[name] }));
}

/** When the library is refreshed next, in a word or two. */
export function nextShort(next: string | null, now: Date): string {
  if (next === null) return t("next.short.by_hand");
  const when = new Date(next) <= now ? t("next.short.soon") : dayAndTime(next, now);
  return when.charAt(0).toUpperCase() + when.slice(1);
}

/** Why a refresh that is due waits. */
export const waits = (reason: string) => t(reason === "metered" || reason === "battery" ? `waits.${reason}` : "waits.other");

/** When the library is refreshed next, in a sentence. */
export function nextAttempt(next: string | null, now: Date): string {
  if (next === null) return t("next.by_hand");
  return new Date(next) <= now ? t("next.soon") : t("next.at", { when: dayAndTime(next, now) });
}

/** What is kept where a refresh stopped; empty where that is not known. */
export function kept(code: StopCode): string {
  if (code === "damaged") return "";
  return t(code === "cancelled" || code === "disk_full" || code === "library_full" ? "kept.whole" : "kept.all");
}

/** Where a network's own sign-in page shows: it cannot step between for a site that is asked safely, so not `https`. */
export function signInAddress(site: string): string {
  try {
    return `http://${new URL(site).host}/`;
  } catch {
    return "";
  }
}
