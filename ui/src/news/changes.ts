/** What changed, in words and in order. Pure: the present time is given. */
import type { Change } from "../bindings/Change";
import type { ChangeKind } from "../bindings/ChangeKind";
import type { ResourceState } from "../bindings/ResourceState";
import type { WhatsNew } from "../bindings/WhatsNew";
import { ago, date, daysSince, languageName } from "../design/format";
import { t } from "../messages";
import { KINDS, readRoute, type Route } from "../route";

/** A resource, or the partnership's page, with what changed in it. */
export interface News {
  /** The resource's id; empty for the partnership's page. */
  id: string;
  title: string;
  route: Route;
  state: ResourceState;
  /** The newest first. */
  changes: Change[];
}

/** The news of one day. */
export interface Day {
  name: string;
  /** The exact date. */
  exact: string;
  news: News[];
}

const isNew = (changes: Change[]) => changes.some(({ is_new }) => is_new);

/** How many resources have changes that the person has not looked at; the partnership's page counts as one. */
export const countNew = ({ resources, about }: WhatsNew) => resources.filter(({ changes }) => isNew(changes)).length + Number(isNew(about));

const newestOf = ({ changes }: News) => changes.reduce((newest, { at }) => (Date.parse(at) > Date.parse(newest) ? at : newest), changes[0]?.at ?? "");

/** Everything, the last changed first. */
export function arrange({ resources, about }: WhatsNew): News[] {
  const news = resources.map(({ resource, title, state, changes }): News => ({ id: resource, title, route: readRoute(resource), state, changes }));
  if (about.length > 0) news.push({ id: "", title: t("place.vision"), route: { place: "vision" }, state: "current", changes: about });
  return news
    .filter(({ changes }) => changes.length > 0)
    .map((one) => ({ one, at: Date.parse(newestOf(one)) }))
    .sort((one, other) => other.at - one.at)
    .map(({ one }) => one);
}

/** By the day of each one's newest change; what is arranged stays in its order. */
export function byDay(news: News[], now: Date): Day[] {
  const days: Day[] = [];
  for (const one of news) {
    const newest = newestOf(one);
    const exact = date(newest);
    const last = days.at(-1);
    if (last?.exact === exact) last.news.push(one);
    else {
      const near = daysSince(newest, now) < 14;
      const words = near ? ago(newest, now) : exact;
      days.push({ name: words.charAt(0).toUpperCase() + words.slice(1), exact, news: [one] });
    }
  }
  return days;
}

/** "4 new", "2 changed", "1 withdrawn": each resource once, by the most that happened to it. */
export function summary(news: News[]): string[] {
  const came = news.filter(({ changes }) => changes.some(({ kind }) => kind === "added" || kind === "came_back"));
  const went = news.filter((one) => one.state === "withdrawn" && !came.includes(one));
  const counts = { came: came.length, changed: news.length - came.length - went.length, went: went.length };
  return (["came", "changed", "went"] as const).filter((name) => counts[name] > 0).map((name) => t(`news.${name}`, { count: counts[name] }));
}

export type Tone = "came" | "changed" | "went" | "plain";

const TONES: Record<ChangeKind, Tone> = {
  added: "came", came_back: "came", file_added: "came", text_revised: "changed", file_replaced: "changed", details_revised: "plain", moved: "plain",
  file_removed: "went", withdrawn: "went",
};
export const toneOf = (change: Change): Tone => TONES[change.kind];

const PARTS = ["title", "summary"] as const;
const DETAILS = ["kind", "language", "topics", "date", "links"] as const;

/** What happened, in a sentence without a full stop. */
export function sentence({ kind, what }: Change): string {
  if (kind === "text_revised") {
    const part = PARTS.find((known) => known === what);
    return part ? t(`change.text.${part}`) : what ? t("change.text", { what }) : t("change.text.summary");
  }
  if (kind === "details_revised") {
    const detail = DETAILS.find((known) => known === what);
    return detail ? t(`change.details.${detail}`) : t("change.details", { what });
  }
  if (kind === "moved") return what ? t("change.moved.file", { what }) : t("change.moved");
  return t(`change.${kind}`, { what });
}

/** A value before or after, as a reader knows it. */
export function valueOf({ kind, what }: Change, value: string | null): string {
  if (value === null || kind !== "details_revised") return value ?? "";
  if (what === "language") return languageName(value);
  const known = what === "kind" ? KINDS.find((name) => name === value) : undefined;
  return known ? t(`kind.${known}`) : value;
}
