/** A refresh's report in words. */
import type { RefreshReport } from "../bindings/RefreshReport";
import { t } from "../messages";

const STOPPED = ["cancelled", "offline", "unreachable", "captive_portal", "not_the_site", "site_changed", "disk_full"] as const;
type Stopped = (typeof STOPPED)[number];

const isKnown = (code: string | null): code is Stopped => STOPPED.some((known) => known === code);

/** What happened, in a sentence. Words of our own for known causes; else the report's. */
export function headline(report: RefreshReport): string {
  if (report.outcome !== "stopped") return t(`report.${report.outcome}`);
  if (isKnown(report.code)) return t(`report.${report.code}`);
  return report.message ?? t("report.stopped");
}

/** The cause of the last try's end; a known code gets its sentence. */
export const lastCode = (code: string) => (isKnown(code) ? t(`report.${code}`) : t("report.last_code", { code: code.replaceAll("_", " ") }));

/** "Stopped" is bad news unless it was asked for. */
export const isBad = (report: RefreshReport) => report.outcome === "stopped" && report.code !== "cancelled";
