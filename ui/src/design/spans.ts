/** Lengths of time and moments to come, in words. Pure: the present time is given. */
import { LOCALE, t } from "../messages";
import { date } from "./format";

const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

/** "about 2 minutes left": no more exact than anyone can know. */
export function timeLeft(seconds: number): string {
  if (seconds < 10) return t("left.moment");
  if (seconds < 45) return t("left.less");
  const minutes = Math.max(1, Math.round(seconds / 60));
  // Beyond ten minutes each single one would only flicker.
  if (minutes <= 10) return t("left.minutes", { count: minutes });
  if (minutes < 55) return t("left.minutes", { count: Math.round(minutes / 5) * 5 });
  return t("left.hours", { count: Math.max(1, Math.round(minutes / 60)) });
}

/** "38 seconds", "4 minutes", "1 hour 5 minutes". */
export function duration(time_ms: number): string {
  const seconds = Math.max(0, Math.round(time_ms / 1000));
  if (seconds < 60) return t("time.seconds", { count: seconds });
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t("time.minutes", { count: minutes });
  const large = t("time.hours", { count: hours });
  return minutes % 60 === 0 ? large : t("time.both", { large, small: t("time.minutes", { count: minutes % 60 }) });
}

/** "today at 14:05", "tomorrow at 02:10", "on 24 November 2026 at 09:00"; empty where the time cannot be read. */
export function dayAndTime(time: string, now: Date): string {
  const then = new Date(time);
  if (Number.isNaN(then.getTime())) return "";
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  const days = Math.round((midnight(then) - midnight(now)) / 86_400_000);
  if (Math.abs(days) <= 1) return t("time.at", { day: relative.format(days, "day"), time: clock.format(then) });
  return t("time.on", { day: date(time), time: clock.format(then) });
}
