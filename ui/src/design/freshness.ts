/** How far a resource can be trusted to be what the site shows today. What is not known is said as not known. */
import type { Resource } from "../bindings/Resource";
import { t } from "../messages";
import { ago, date, daysSince } from "./format";

/** After this many days without confirmation a reader is told so more loudly. */
export const STALE_AFTER_DAYS = 30;

export type Tone = "good" | "old" | "unknown" | "gone";

export interface Freshness {
  tone: Tone;
  words: string;
  /** The exact date, for those who want it. */
  exact: string;
}

type Dated = Pick<Resource, "state" | "last_confirmed" | "withdrawn_on">;

export function freshness(resource: Dated, now: Date): Freshness {
  if (resource.state === "withdrawn") {
    const on = resource.withdrawn_on ? date(resource.withdrawn_on) : "";
    return { tone: "gone", words: on ? t("state.withdrawn_on", { date: on }) : t("state.withdrawn"), exact: on };
  }
  const confirmed = resource.last_confirmed;
  if (confirmed === null) return { tone: "unknown", words: t("fresh.never"), exact: "" };
  if (daysSince(confirmed, now) > STALE_AFTER_DAYS) {
    return { tone: "old", words: t("fresh.not_for", { count: daysSince(confirmed, now) }), exact: date(confirmed) };
  }
  return { tone: "good", words: t("fresh.confirmed", { when: ago(confirmed, now) }), exact: date(confirmed) };
}
