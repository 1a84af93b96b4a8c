/** What can be chosen. What is set already is always among it, whoever set it. Pure. */
import type { Settings } from "../bindings/Settings";
import { size } from "../design/format";
import { t } from "../messages";

export interface Choice {
  value: number;
  words: string;
}

const HOURS = [3, 6, 12, 24, 72, 168];
/** In millions of bytes. */
const LIMITS = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000];

function everyHours(hours: number): string {
  if (hours === 0) return t("settings.every.hand");
  if (hours === 24) return t("settings.every.day");
  if (hours === 168) return t("settings.every.week");
  return hours % 24 === 0 ? t("settings.every.days", { count: hours / 24 }) : t("settings.every.hours", { count: hours });
}

const withOwn = (known: number[], own: number) => [...new Set([...known, own])].sort((one, other) => one - other);

/** From often to seldom; by hand only at the end. */
export function intervals({ refresh_every_hours: own }: Settings): Choice[] {
  const hours = withOwn(HOURS, own).filter((value) => value > 0);
  return [...hours, 0].map((value) => ({ value, words: everyHours(value) }));
}

export const limits = ({ library_limit_mb: own }: Settings): Choice[] =>
  withOwn(LIMITS, own).map((value) => ({ value, words: size(value * 1_000_000) }));
