/** What changed in the fake library: one of each kind, over the last weeks. */
import type { Change } from "../../src/bindings/Change";
import type { EarlierAbout } from "../../src/bindings/EarlierAbout";
import type { ResourceChanges } from "../../src/bindings/ResourceChanges";
import type { WhatsNew } from "../../src/bindings/WhatsNew";
import { about, before, LIBRARY } from "./catalogue";

const change = (days: number, part: Partial<Change> & { kind: Change["kind"] }): Change => ({
  at: before(days), revision: 40 - Math.round(days), what: "", from: null, to: null, words: [], more_words: false, is_new: false, ...part,
});
const words = (before: string, removed: string, added: string, after: string, page: number | null = null) => ({ before, removed, added, after, page });

const CHANGES: [RegExp, Change[]][] = [
  [/inhaler/, [change(0.1, { kind: "added" })]],
  [
    /^Tower Hamlets Urgent/,
    [
      change(0.2, {
        kind: "file_replaced",
        what: "Official leaflet",
        words: [
          words("The centre in the hospital is open from", "8am to 10pm", "9am to 11pm", "every day of the week.", 1),
          words("If you cannot come, ring", "", "NHS 111 or", "your own GP practice first.", 2),
        ],
        more_words: true,
      }),
      change(12, { kind: "text_revised", what: "title", words: [words("Urgent Treatment Centre - Opening", "1", "14", "August 2019")] }),
    ],
  ],
  [
    /^Let’s keep/,
    [
      change(1.2, { kind: "file_added", what: "Easy read" }),
      change(1.2, { kind: "text_revised", what: "summary", words: [words("Call your GP or call", "101", "111", "to get advice on what")] }),
      change(20, { kind: "details_revised", what: "kind", from: "leaflet", to: "guide" }),
    ],
  ],
  [/^عينة/, [change(1.4, { kind: "text_revised", what: "summary", words: [words("هذه عينة", "قديمة", "جديدة", "للعرض فقط")] })]],
  [/^Covid-19/, [change(1.5, { kind: "came_back" }), change(8, { kind: "withdrawn" })]],
  [/^Health and Wellbeing/, [change(2.1, { kind: "details_revised", what: "date", from: "7 November 2020", to: "17 November 2020" }), change(2.1, { kind: "file_removed", what: "Draft paper" })]],
  [
    /^What Would You Do/,
    [change(3, { kind: "moved", from: "https://www.towerhamletstogether.com/news/2019/what-would-you-do", to: "https://www.towerhamletstogether.com/resource-library/what-would-you-do" })],
  ],
  [/^Sample: winter/, [change(4, { kind: "withdrawn" })]],
  [/handbook/, [change(9, { kind: "file_replaced", what: "Handbook (sample)", more_words: true })]],
  [/^OCEAN/, Array.from({ length: 9 }, (_, at) => change(10 + at, { kind: "text_revised" as const, what: "summary", words: [words("Download the", `${at} Q&A`, `${at + 1} Q&A`, "for Health Professionals")] }))],
];

const ABOUT: Change[] = [change(1.1, { kind: "text_revised", what: "Our Mission", words: [words("Transform people's health and", "", "lives in", "Tower Hamlets")] })];

/** What the page said before those changes. */
export const EARLIER: EarlierAbout[] = [
  {
    from: before(40), until: ABOUT[0]?.at ?? "", changes: ABOUT,
    about: { ...about(true), sections: about(true).sections.map((part) => ({ ...part, paragraphs: part.paragraphs.map((text) => text.replace("health and lives in", "health and")) })) },
  },
];

/** When the person looked: at everything, and at single resources since. */
export interface Looks {
  all: string | null;
  resources: Record<string, string>;
}

const later = (one: string, other: string | undefined) => other !== undefined && Date.parse(one) > Date.parse(other);

function seenBy(changes: Change[], { all, resources }: Looks, id: string): Change[] {
  const own = resources[id];
  return changes.map((one) => ({ ...one, is_new: all !== null && later(one.at, all) && (own === undefined || later(one.at, own)) }));
}

export function history(id: string, looks: Looks): Change[] {
  const title = LIBRARY.find((resource) => resource.id === id)?.title ?? "";
  const changes = CHANGES.find(([pattern]) => pattern.test(title))?.[1] ?? [change(40, { kind: "added" })];
  return seenBy(changes, looks, id);
}

/** `arrived`: a refresh has brought one more change since the window was opened. */
export function whatsNew(since: string | null, looks: Looks, arrived: boolean): WhatsNew {
  const from = since ?? looks.all ?? undefined;
  if (from === undefined) return { since: null, resources: [], about: [] };
  const wanted = (changes: Change[], id: string) => seenBy(changes, looks, id).filter(({ at }) => later(at, from));
  const resources = LIBRARY.flatMap((resource): ResourceChanges[] => {
    const known = CHANGES.find(([pattern]) => pattern.test(resource.title))?.[1];
    const changes = [...(arrived && /falls clinic/.test(resource.title) ? [change(-0.001, { kind: "file_added" as const, what: "Easy read" })] : []), ...(known ?? [])];
    const those = wanted(changes, resource.id);
    return those.length > 0 ? [{ resource: resource.id, title: resource.title, state: resource.state, changes: those }] : [];
  });
  return { since: from, resources, about: wanted(ABOUT, "") };
}
