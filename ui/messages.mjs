/**
 * Reads the files of messages (Project Fluent): which messages there are, and which values each asks for. From the English file it writes
 * `messages.ids.ts`, which is not kept in the repository: `npm run check`, and each build and test, makes it anew.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, Visitor } from "@fluent/syntax";

const FOLDER = join(import.meta.dirname, "src", "messages");

/** Fluent allows no dots in names: the file says `kind-guess-why`, the code `kind.guess.why`. @param {string} name */
export const idOf = (name) => name.replaceAll("-", ".");

class Values extends Visitor {
  /** @type {Set<string>} */
  names = new Set();
  /** @override @param {import("@fluent/syntax").VariableReference} reference */
  visitVariableReference(reference) {
    this.names.add(reference.id.name);
  }

  /** Those that are shown; others only choose between forms. @type {Set<string>} */
  shown = new Set();
  /** @override @param {import("@fluent/syntax").Placeable} placeable */
  visitPlaceable(placeable) {
    if (placeable.expression.type === "VariableReference") this.shown.add(placeable.expression.id.name);
    this.genericVisit(placeable);
  }
}

/**
 * The values that each message of a file asks for, and which of them it shows, by the message's id. What is not understood is an error.
 * @param {string} language
 * @returns {Map<string, { values: string[], shown: string[] }>}
 */
export function read(language) {
  const text = readFileSync(join(FOLDER, `${language}.ftl`), "utf8");
  const messages = new Map();
  for (const entry of parse(text, {}).body) {
    if (entry.type === "Junk") throw new Error(`${language}.ftl: not understood: ${entry.content}`);
    if (entry.type !== "Message") continue;
    const id = idOf(entry.id.name);
    if (messages.has(id)) throw new Error(`${language}.ftl: ${entry.id.name} stands there twice`);
    if (entry.value === null || entry.attributes.length > 0) throw new Error(`${language}.ftl: ${entry.id.name} is no plain message`);
    const values = new Values();
    values.visit(entry);
    messages.set(id, { values: [...values.names].sort(), shown: [...values.shown].sort() });
  }
  return messages;
}

export function writeIds() {
  const lines = [...read("en")].map(([id, { values }]) => `  "${id}": ${values.map((name) => `"${name}"`).join(" | ") || "never"};`);
  const text = `// Made from en.ftl by messages.mjs; do not edit.\n/** The names of the values that each message asks for. */\nexport interface ValuesOf {\n${lines.join("\n")}\n}\n`;
  const file = join(import.meta.dirname, "messages.ids.ts");
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}

if (process.argv[1] === import.meta.filename) writeIds();
