/**
 * The partnership's page as blocks to lay out, in the page's own order. The page's words come from `sections` alone;
 * the named parts (vision, values …) only say which of those words get a layout of their own. So nothing is lost when
 * the site rewrites its page: what is not recognised is shown as it stands.
 */
import type { About } from "../bindings/About";
import type { AboutSection } from "../bindings/AboutSection";
import type { Objective } from "../bindings/Objective";

export type Block =
  | { is: "heading"; text: string }
  /** `label` is what stands before the vision in the same paragraph, "Our Vision" for example; may be empty. */
  | { is: "vision"; label: string; text: string }
  | { is: "points"; items: string[] }
  | { is: "mission"; text: string }
  | { is: "values"; items: string[] }
  | { is: "objectives"; items: Objective[] }
  | { is: "paragraph"; text: string }
  | { is: "list"; items: string[] };

export interface Part {
  role: "vision" | "mission" | "values" | "objectives" | "principles" | "journey" | "contact" | "other";
  blocks: Block[];
}

const squeeze = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const same = (one: string, other: string) => squeeze(one) === squeeze(other);
const sameList = (one: string[], other: string[]) =>
  one.length > 0 && one.length === other.length && one.every((item, at) => same(item, other[at] ?? ""));

export function arrange(about: About): Part[] {
  return about.sections.map((section) => {
    const blocks = blocksOf(section, about);
    return { role: roleOf(section, blocks), blocks };
  });
}

function blocksOf(section: AboutSection, about: About): Block[] {
  const blocks: Block[] = [];
  if (section.heading) blocks.push(headingOrVision(section.heading, about));
  const objectives = objectivesIn(section, about.objectives);
  let objectivesShown = false;
  const showObjectives = () => {
    if (!objectivesShown) blocks.push({ is: "objectives", items: objectives });
    objectivesShown = true;
  };
  for (const text of section.paragraphs) {
    if (objectives.length > 0 && coveredBy(text, objectives)) showObjectives();
    else blocks.push(paragraph(text, about));
  }
  for (const items of section.lists) {
    if (sameList(items, about.values)) blocks.push({ is: "values", items });
    else if (sameList(items, about.vision_points)) blocks.push({ is: "points", items });
    else if (objectives.length > 0 && items.every((item) => coveredBy(item, objectives))) showObjectives();
    else blocks.push({ is: "list", items });
  }
  return blocks;
}

function paragraph(text: string, about: About): Block {
  const vision = asVision(text, about);
  if (vision) return vision;
  if (about.mission && same(text, about.mission)) return { is: "mission", text };
  return { is: "paragraph", text };
}

function headingOrVision(text: string, about: About): Block {
  return asVision(text, about) ?? { is: "heading", text };
}

/** A text that ends in the vision, as "Our Vision: To work together …" does. */
function asVision(text: string, about: About): Block | null {
  if (!about.vision) return null;
  if (same(text, about.vision)) return { is: "vision", label: "", text };
  const at = text.lastIndexOf(about.vision);
  if (at < 0 || at + about.vision.length < text.trimEnd().length) return null;
  return { is: "vision", label: text.slice(0, at).trim().replace(/[:\u2013\u2014-]$/u, "").trim(), text: about.vision };
}

/** The objectives whose every word stands in this section; empty unless all of them do. */
function objectivesIn(section: AboutSection, objectives: Objective[]): Objective[] {
  const here = squeeze([...section.paragraphs, ...section.lists.flat()].join(" "));
  const all = objectives.every(({ title, text }) => here.includes(squeeze(title)) && here.includes(squeeze(text)));
  return all ? objectives : [];
}

function coveredBy(text: string, objectives: Objective[]): boolean {
  return objectives.some(
    (objective) => same(text, objective.title) || same(text, objective.text) || same(text, `${objective.title} ${objective.text}`),
  );
}

function roleOf(section: AboutSection, blocks: Block[]): Part["role"] {
  for (const role of ["vision", "mission", "values", "objectives"] as const) {
    if (blocks.some((block) => block.is === role)) return role;
  }
  if (/\b(aims?|principles?)\b/i.test(section.heading) && section.lists.length > 0) return "principles";
  if (/\b(journey|vanguard)\b/i.test(section.heading)) return "journey";
  if (/\b(hear from you|contact|get in touch)\b/i.test(section.heading)) return "contact";
  return "other";
}
