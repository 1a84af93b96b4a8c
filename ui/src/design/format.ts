/** Dates, sizes and names of languages as a reader sees them. Pure: the present time is given. */
import { LOCALE, t } from "../messages";

const DAY_MS = 86_400_000;
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric" });
const inMonth = new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric" });
const moment = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit" });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const whole = new Intl.NumberFormat(LOCALE);
const listing = new Intl.ListFormat(LOCALE, { type: "unit", style: "short" });
const decimal = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });

/** "17 November 2020"; an empty text where the time cannot be read. */
export function date(time: string): string {
  const read = new Date(time);
  return Number.isNaN(read.getTime()) ? "" : day.format(read);
}

/** "17 November 2020 at 14:05". */
export function dateAndTime(time: string): string {
  const read = new Date(time);
  return Number.isNaN(read.getTime()) ? "" : moment.format(read);
}

/** A month as in "2026-11": "November 2026"; as it stands where it cannot be read. */
export function month(name: string): string {
  const read = new Date(`${name}-15T12:00:00Z`);
  return Number.isNaN(read.getTime()) ? name : inMonth.format(read);
}

/** Whole calendar days from then to now, in local time; a time in the future counts as today. */
export function daysSince(time: string, now: Date): number {
  const then = new Date(time);
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return Math.max(0, Math.round((midnight(now) - midnight(then)) / DAY_MS));
}

/** "today", "yesterday", "5 days ago", "3 weeks ago", "2 months ago". */
export function ago(time: string, now: Date): string {
  const days = daysSince(time, now);
  if (days < 14) return relative.format(-days, "day");
  if (days < 60) return relative.format(-Math.floor(days / 7), "week");
  if (days < 730) return relative.format(-Math.floor(days / 30.44), "month");
  return relative.format(-Math.floor(days / 365.25), "year");
}

/** "1,234". */
export const number = (value: number): string => whole.format(value);

/** "heart, asthma". */
export const list = (words: readonly string[]): string => listing.format(words);

/** "640 B", "12.4 KB", "3 MB": steps of 1,000, as file managers of our day count. */
export function size(bytes: number): string {
  const units = ["b", "kb", "mb", "gb"] as const;
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return t(`size.${units[step] ?? "gb"}`, { amount: step === 0 || value >= 100 ? Math.round(value) : decimal.format(value) });
}

/** Languages whose own name the platform may not know. */
const OWN_NAMES: Record<string, string> = { syl: "ꠍꠤꠟꠐꠤ", so: "Soomaali" };
const RIGHT_TO_LEFT = new Set(["ar", "ur", "fa", "ps", "he", "ckb", "ku-Arab", "sd", "ug", "yi", "dv"]);

/** Looked up once for each tag: to ask the platform takes longer than to draw a row of results. */
function remembered(nameOf: (tag: string) => string): (tag: string) => string {
  const names = new Map<string, string>();
  return (tag) => {
    const name = names.get(tag) ?? nameOf(tag);
    names.set(tag, name);
    return name;
  };
}

/** The language's name in its own script: "বাংলা", "العربية", "English". */
export const ownName = remembered((tag) => {
  const own = OWN_NAMES[tag];
  if (own) return own;
  try {
    const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag || t("language.unknown");
  }
});

/** The language's name in the language of the interface: "Bengali". */
export const languageName = remembered((tag) => {
  // Where readers say another name than the platform's list, or it has none.
  if (tag === "bn" || tag === "syl") return t(`language.${tag}`);
  try {
    return new Intl.DisplayNames([LOCALE], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag || t("language.unknown");
  }
});

/** Both names where they differ: "বাংলা – Bengali", "English". */
export function bothNames(tag: string): string {
  const [own, ours] = [ownName(tag), languageName(tag)];
  return own === ours ? ours : `${own} – ${ours}`;
}

export const direction = (tag: string): "rtl" | "ltr" =>
  RIGHT_TO_LEFT.has(tag) || RIGHT_TO_LEFT.has(tag.split("-")[0] ?? "") ? "rtl" : "ltr";

/** The last part of an address's or a file's path, readable. */
export function fileName(url: string): string {
  const last = url.split(/[?#]/)[0]?.split("/").filter(Boolean).pop() ?? url;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The host of an address, without "www."; the address itself where it cannot be read. */
export function siteName(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, "");
  } catch {
    return url;
  }
}
