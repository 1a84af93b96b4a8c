/**
 * How a resource stands, in words. The state itself is decided by the library; here it is only told. What is not known
 * is said as not known.
 */
import type { Resource } from "../bindings/Resource";
import { ago, date } from "../design/format";
import type { IconName } from "../design/Icon.svelte";
import { t } from "../messages";
import { format, readRoute } from "../route";

export type Tone = "good" | "old" | "unknown" | "gone";

export interface Standing {
  tone: Tone;
  icon: IconName;
  words: string;
  /** The exact date, for those who want it. */
  exact: string;
  /** The words in the document that say so, and their page; empty where none do. */
  evidence: string;
}

type Told = Pick<Resource, "id" | "trust" | "last_confirmed">;

/** Nothing where the library was not asked. */
export function standing({ trust, last_confirmed }: Told, now: Date): Standing | null {
  if (!trust) return null;
  const plain = { exact: "", evidence: "" };
  const withdrawn = trust.withdrawn_on ? t("state.withdrawn_on", { date: date(trust.withdrawn_on) }) : t("state.withdrawn");
  switch (trust.state) {
    case "replaced":
      return { ...plain, tone: "gone", icon: "warning", words: withdrawn, evidence: t("trust.replaced", { title: trust.replaced_by?.title ?? "" }) };
    case "withdrawn":
      return { ...plain, tone: "gone", icon: "warning", words: withdrawn };
    case "past_review":
      return { ...plain, tone: "old", icon: "warning", words: t("trust.past_review"), evidence: evidence(trust.review) };
    case "not_confirmed": {
      const exact = last_confirmed ? date(last_confirmed) : "";
      return { ...plain, tone: "old", icon: "clock", words: t("fresh.not_for", { count: trust.days_since_confirmed ?? 0 }), exact };
    }
    case "unknown":
      return { ...plain, tone: "unknown", icon: "info", words: t("fresh.never") };
    case "current":
      return last_confirmed
        ? { ...plain, tone: "good", icon: "done", words: t("fresh.confirmed", { when: ago(last_confirmed, now) }), exact: date(last_confirmed) }
        : { ...plain, tone: "unknown", icon: "info", words: t("fresh.never") };
  }
}

/** “Review date: May 2024”, page 4. */
export function evidence(found: { words: string; page: number | null; label?: string } | null): string {
  if (!found) return "";
  const words = found.page ? t("trust.words_on_page", { words: found.words, page: found.page }) : t("trust.words", { words: found.words });
  return found.label ? `${found.label}: ${words}` : words;
}

export interface Concern {
  /** The state that it is about. */
  about: "replaced" | "withdrawn" | "past_review" | "not_confirmed";
  tone: "warm" | "bad";
  words: string;
  /** Where it can be looked up: the page that says so, or what took its place. */
  link: { href: string; words: string } | null;
}

/**
 * What a person is told before they use or hand over the resource, the weightiest first; nothing where nothing is wrong
 * as far as is known.
 */
export function concerns({ id, trust, last_confirmed }: Told): Concern[] {
  if (!trust) return [];
  const told: Concern[] = [];
  const gone = trust.state === "replaced" || trust.state === "withdrawn";
  if (gone) {
    const words = trust.withdrawn_on ? t("reader.withdrawn", { date: date(trust.withdrawn_on) }) : t("reader.withdrawn_undated");
    told.push({ about: "withdrawn", tone: "bad", words, link: null });
  }
  if (trust.replaced_by) {
    const link = { href: format(readRoute(trust.replaced_by.resource)), words: trust.replaced_by.title };
    told.push({ about: "replaced", tone: "bad", words: t("trust.replaced.how"), link });
  }
  if (trust.review?.is_past) {
    const { attachment, page } = trust.review;
    const link = page ? { href: format(readRoute(id, { attachment, page })), words: t("trust.show_page", { page }) } : null;
    told.push({ about: "past_review", tone: "warm", words: t("trust.past_review.how", { evidence: evidence(trust.review) }), link });
  }
  if (trust.is_unconfirmed) {
    const words = t("trust.not_confirmed.how", { count: trust.days_since_confirmed ?? 0, date: last_confirmed ? date(last_confirmed) : "" });
    told.push({ about: "not_confirmed", tone: "warm", words, link: null });
  }
  return told;
}
