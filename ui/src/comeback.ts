/** What was open when the window was closed comes back with the next one, unless a link leads elsewhere. */
import type { LeftOpen } from "./bindings/LeftOpen";
import * as host from "./host/host";
import { inGoodTime } from "./host/patience";
import { format, libraryRoute, parse, readRoute, type ReadRoute, type Route } from "./route";

/** Turning pages is told when it comes to rest. */
const REST_MS = 800;

const toRoute = (left: LeftOpen): ReadRoute =>
  readRoute(left.resource, { attachment: left.attachment, page: left.page, beside: left.beside, besideFile: left.beside_file });

const toLeft = (route: Route): LeftOpen | null =>
  route.place === "read" ? { resource: route.id, attachment: route.attachment, page: route.page, beside: route.beside, beside_file: route.besideFile } : null;

async function wanted(): Promise<ReadRoute | null> {
  const link = await host.waitingLink();
  if (link) return readRoute(link.resource, { page: link.page, q: link.q });
  const left = await host.leftOpen();
  // Nothing of a file is believed: what is no address of ours is none.
  const route = left && parse(format(toRoute(left)));
  return route?.place === "read" ? route : null;
}

/** Before anything is shown. A window that starts at a place of its own stays there. */
export async function comeBack(): Promise<void> {
  if (location.hash.length > 1) return;
  const route = await inGoodTime(wanted());
  if (!route) return;
  history.replaceState({ depth: 0 }, "", format(libraryRoute()));
  history.pushState({ depth: 1 }, "", format(route));
}

let told = "null";
let timer: ReturnType<typeof setTimeout> | undefined;

/** The window is at this place now. */
export function note(route: Route): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const left = toLeft(route);
    const words = JSON.stringify(left);
    if (words === told) return;
    told = words;
    // What cannot be kept is not missed until the next start.
    host.setLeftOpen(left).catch(() => (told = ""));
  }, REST_MS);
}
