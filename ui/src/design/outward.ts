/** Where an address leads, out of the window. Pure. */

/** What an address leads to. Only the first two leave the window. */
export type Outward = { kind: "web" } | { kind: "mail"; to: string } | { kind: "phone"; number: string } | { kind: "none" };

export function outwardOf(url: string): Outward {
  try {
    const { protocol, pathname } = new URL(url);
    if (protocol === "http:" || protocol === "https:") return { kind: "web" };
    const words = decodeURIComponent(pathname).trim();
    if (protocol === "mailto:" && words !== "") return { kind: "mail", to: words };
    if (protocol === "tel:" && words !== "") return { kind: "phone", number: words };
  } catch {
    // It is no address.
  }
  return { kind: "none" };
}

/** Whether the browser can open it. */
export const isWebAddress = (url: string) => outwardOf(url).kind === "web";
