/** A refresh's report in words. Pure. */
import type { RefreshReport } from "../bindings/RefreshReport";
import { dayAndTime } from "../design/spans";
import { t } from "../messages";

/** Why a refresh can stop, as far as the window has words of its own for it. */
const STOPS = [
  "cancelled", "offline", "unreachable", "lost", "untrusted_certificate", "certificate_file", "site_busy", "captive_portal", "robots_disallow", "not_the_site",
  "site_changed", "library_full", "disk_full", "busy_elsewhere", "damaged",
] as const;
export type StopCode = (typeof STOPS)[number] | "unknown";

/** Codes that mean the same to a reader. */
const SAME = new Map<string, StopCode>([["timed_out", "unreachable"], ["server_error", "unreachable"], ["refused", "unreachable"]]);

export const stopCode = (code: string | null): StopCode => STOPS.find((known) => known === code) ?? SAME.get(code ?? "") ?? "unknown";

/** Problems that ended the fetching of files, or that concern the library as a whole, the weightiest first. */
const HALTS = ["damaged", "disk_full", "library_full", "captive_portal"] as const;

/** What cut a refresh short, before it changed anything or while files came; null where nothing did. */
export function causeOf({ outcome, code, problems, attachments, sources }: RefreshReport): StopCode | null {
  if (outcome === "stopped") return stopCode(code);
  const has = (wanted: string) => problems.some((problem) => problem.code === wanted);
  // One file that is out of reach is no lost line: then the others were asked for.
  // Nor is one of several sources: then the others were read.
  const lost = has("unreachable") && attachments.pending > 0 && !sources.some((source) => source.outcome === "stopped");
  return HALTS.find(has) ?? (lost ? "lost" : null);
}

/** What happened, in a sentence. */
export function headline(report: RefreshReport): string {
  const cause = causeOf(report);
  return cause ? t(`stop.${cause}`) : t(`report.${report.outcome === "stopped" ? "partial" : report.outcome}`);
}

/** "Stopped" is bad news unless it was asked for. */
export const isBad = (report: RefreshReport) => report.outcome === "stopped" && report.code !== "cancelled";

const FOR_A_PERSON: readonly (StopCode | null)[] = ["captive_portal", "untrusted_certificate", "certificate_file", "site_changed", "library_full", "disk_full", "damaged"];

/** No later refresh mends it by itself: a person has to do something. */
export const needsPerson = (report: RefreshReport) => FOR_A_PERSON.includes(causeOf(report));

/** "2 new", "4 files": what it brought; empty where that was nothing. */
export function brought({ resources, attachments }: Pick<RefreshReport, "resources" | "attachments">): string[] {
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

/** What is kept where a refresh was cut short; empty where that is not known. */
export function kept(cause: StopCode, came: boolean): string {
  if (cause === "damaged") return "";
  return t(came || cause === "cancelled" || cause === "disk_full" || cause === "library_full" ? "kept.whole" : "kept.all");
}

/** Where a network's own sign-in page shows: it cannot step between for a site that is asked safely, so not `https`. */
export function signInAddress(site: string): string {
  try {
    return `http://${new URL(site).host}/`;
  } catch {
    return "";
  }
}
