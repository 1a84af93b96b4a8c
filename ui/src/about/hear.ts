/** Where the partnership wants to be written to, as its own page says. Pure. */

/** The e-mail address that stands in these words; empty where none does, or where the site hides it from programs. */
export function addressIn(texts: string[]): string {
  const found = texts.flatMap((text) => text.match(/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/gu) ?? []);
  return new Set(found.map((address) => address.toLowerCase())).size === 1 ? (found[0] ?? "") : "";
}
