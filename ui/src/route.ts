/** Where the window is, as the part of its address after `#`, so that going back works and links can be kept. */
import type { Kind } from "./bindings/Kind";

export interface LibraryRoute {
  place: "library";
  q: string;
  kind: Kind | null;
  language: string | null;
  withdrawn: boolean;
  /** Of the printed date. */
  year: number | null;
  topic: string | null;
  withText: true | null;
  /** Only what is on this device. */
  here: true | null;
}
export interface ReadRoute {
  place: "read";
  id: string;
  attachment: string | null;
  /** From 1. */
  page: number | null;
  /** Words to mark. */
  q: string;
  /** A second resource to read beside it, and which of its files. */
  beside: string | null;
  besideFile: string | null;
}
export const SHELF_PARTS = ["favourites", "packs", "recents", "notes"] as const;
export type ShelfPart = (typeof SHELF_PARTS)[number];
export interface ShelfRoute {
  place: "shelf";
  part: ShelfPart;
}
export interface SettingsRoute {
  place: "settings";
  /** What is to have the focus: how much room files may take. */
  part: "room" | null;
}
export type Route = LibraryRoute | ReadRoute | ShelfRoute | { place: "new" } | { place: "print_pack" } | { place: "vision" } | { place: "status" } | SettingsRoute;

export const KINDS: readonly Kind[] = [
  "leaflet", "guide", "questions_and_answers", "strategy", "framework", "report", "case_studies", "board_paper", "form",
  "toolkit", "service", "video", "other",
];

export const libraryRoute = (part: Partial<LibraryRoute> = {}): LibraryRoute => ({
  place: "library", q: "", kind: null, language: null, withdrawn: false, year: null, topic: null, withText: null, here: null, ...part,
});

export const readRoute = (id: string, part: Partial<ReadRoute> = {}): ReadRoute => ({
  place: "read", id, attachment: null, page: null, q: "", beside: null, besideFile: null, ...part,
});

const isId = (text: string | null): text is string => text !== null && /^[0-9a-z-]{1,64}$/.test(text);

export const isLanguageTag = (tag: string) => /^[A-Za-z0-9-]{1,35}$/.test(tag);

/** Anything that is not understood leads to the library; nothing in an address is believed. */
export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  const values = new URLSearchParams(query);
  const [, place = "", rest = ""] = path.split("/");
  if (place === "new") return { place: "new" };
  if (place === "print_pack") return { place: "print_pack" };
  if (place === "shelf") return { place: "shelf", part: SHELF_PARTS.find((part) => part === rest) ?? "favourites" };
  if (place === "vision") return { place: "vision" };
  if (place === "status") return { place: "status" };
  if (place === "settings") return { place: "settings", part: rest === "room" ? "room" : null };
  if (place === "read" && isId(rest)) {
    const attachment = values.get("attachment");
    const page = Number(values.get("page"));
    const beside = values.get("beside");
    const besideFile = values.get("beside_file");
    return readRoute(rest, {
      attachment: isId(attachment) ? attachment : null,
      page: Number.isInteger(page) && page > 0 && page < 1_000_000 ? page : null,
      q: (values.get("q") ?? "").slice(0, 500),
      beside: isId(beside) ? beside : null,
      besideFile: isId(beside) && isId(besideFile) ? besideFile : null,
    });
  }
  const kind = values.get("kind");
  const language = values.get("language");
  const year = values.get("year");
  return libraryRoute({
    q: (values.get("q") ?? "").slice(0, 500),
    kind: KINDS.find((known) => known === kind) ?? null,
    language: language && isLanguageTag(language) ? language : null,
    withdrawn: values.get("withdrawn") === "1",
    topic: values.get("topic")?.slice(0, 200) || null,
    withText: values.get("text") === "1" || null,
    here: values.get("here") === "1" || null,
    year: year && /^[1-9]\d{3}$/.test(year) ? Number(year) : null,
  });
}

/** The address of a route; `parse` reads it back. */
export function format(route: Route): string {
  const values = new URLSearchParams();
  let path = `#/${route.place}`;
  if (route.place === "library") {
    if (route.q) values.set("q", route.q);
    if (route.kind) values.set("kind", route.kind);
    if (route.language) values.set("language", route.language);
    if (route.withdrawn) values.set("withdrawn", "1");
    if (route.topic) values.set("topic", route.topic);
    if (route.withText) values.set("text", "1");
    if (route.here) values.set("here", "1");
    if (route.year) values.set("year", String(route.year));
  } else if (route.place === "read") {
    path += `/${route.id}`;
    if (route.attachment) values.set("attachment", route.attachment);
    if (route.page) values.set("page", String(route.page));
    if (route.q) values.set("q", route.q);
    if (route.beside) values.set("beside", route.beside);
    if (route.beside && route.besideFile) values.set("beside_file", route.besideFile);
  }
  if (route.place === "shelf" && route.part !== "favourites") path += `/${route.part}`;
  if (route.place === "settings" && route.part) path += `/${route.part}`;
  const query = values.toString();
  return query ? `${path}?${query}` : path;
}
