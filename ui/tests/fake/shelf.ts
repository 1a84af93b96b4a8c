/** A shelf for the fake host: the rules of the library's own, as far as the window's tests meet them. */
import type { Kept } from "../../src/bindings/Kept";
import type { Shelf } from "../../src/bindings/Shelf";
import type { ShelfChange } from "../../src/bindings/ShelfChange";
import type { ShelfNow } from "../../src/bindings/ShelfNow";
import { before, LIBRARY } from "./catalogue";

/** `full`: some of everything, a withdrawn resource and one that is not in the library among it. */
export type ShelfScenario = "full" | "damaged" | "not-remembering";

let shelf: Shelf | null = null;

const kept = (at: number, days: number): Kept => {
  const resource = LIBRARY[at];
  if (!resource) throw new Error("the library is too small");
  return { resource: resource.id, title: resource.title, at: before(days) };
};

function start(scenario: ShelfScenario | undefined): Shelf {
  if (scenario !== "full") return { favourites: [], packs: [], recents: [], notes: [] };
  const withdrawn = LIBRARY.findIndex(({ state }) => state === "withdrawn");
  const missing: Kept = { resource: "xxxxxxxxxx", title: "Sample: a leaflet of another library", at: before(30) };
  return {
    favourites: [kept(1, 1), kept(withdrawn, 2), kept(3, 9), missing],
    packs: [
      { id: "pack1", name: "Home visits", resources: [kept(1, 3), kept(2, 3), kept(4, 2)] },
      { id: "pack2", name: "স্বাস্থ্য", resources: [] },
    ],
    recents: [kept(2, 0), kept(1, 1), kept(5, 2)],
    notes: [{ resource: LIBRARY[1]?.id ?? "", title: LIBRARY[1]?.title ?? "", text: "Page 2 for the visit.\nAsk for the large print.", at: before(1) }],
  };
}

export function shelfNow(scenario: ShelfScenario | undefined): ShelfNow {
  shelf ??= start(scenario);
  return { shelf, remembers: scenario !== "not-remembering", set_aside: scenario === "damaged" ? ["shelf-set-aside-20261122T052545Z.json"] : [] };
}

export function changeShelf(scenario: ShelfScenario | undefined, change: ShelfChange, titleOf: (id: string) => string | null, remembers: boolean): ShelfNow {
  const now = structuredClone(shelfNow(scenario).shelf);
  const fresh = (resource: string): Kept => ({ resource, title: titleOf(resource) ?? "", at: new Date().toISOString() });
  const without = (list: Kept[], id: string) => list.filter(({ resource }) => resource !== id);
  const pack = (id: string) => {
    const found = now.packs.find((one) => one.id === id);
    if (!found) throw { code: "bad_request", message: "This pack is no longer on your shelf.", hint: "It may have been deleted in another window." };
    return found;
  };
  const free = (name: string) => {
    if (now.packs.some((one) => one.name.toLowerCase() === name.trim().toLowerCase())) throw { code: "bad_request", message: "You have a pack with this name already.", hint: "Choose another name." };
    return name.trim();
  };
  switch (change.kind) {
    case "star": now.favourites.unshift(fresh(change.resource)); break;
    case "unstar": now.favourites = without(now.favourites, change.resource); break;
    case "restore_favourite": now.favourites = [...now.favourites, change.kept].sort((one, other) => other.at.localeCompare(one.at)); break;
    case "make_pack": now.packs.push({ id: `made${now.packs.length}`, name: free(change.name), resources: change.resources.map(fresh) }); break;
    case "rename_pack": pack(change.pack).name = free(change.name); break;
    case "delete_pack": now.packs = now.packs.filter(({ id }) => id !== change.pack); break;
    case "restore_pack": now.packs.splice(change.place, 0, change.pack); break;
    case "add_to_pack": pack(change.pack).resources.push(fresh(change.resource)); break;
    case "remove_from_pack": pack(change.pack).resources = without(pack(change.pack).resources, change.resource); break;
    case "restore_to_pack": pack(change.pack).resources.splice(change.place, 0, change.kept); break;
    case "order_pack": pack(change.pack).resources.sort((one, other) => change.resources.indexOf(one.resource) - change.resources.indexOf(other.resource)); break;
    case "opened": if (remembers && scenario !== "not-remembering" && titleOf(change.resource) !== null) now.recents = [fresh(change.resource), ...without(now.recents, change.resource)]; break;
    case "forget_recent": now.recents = without(now.recents, change.resource); break;
    case "clear_recents": now.recents = []; break;
    case "write": {
      now.notes = now.notes.filter(({ resource }) => resource !== change.resource);
      if (change.text.trim()) now.notes.unshift({ ...fresh(change.resource), text: change.text.trim() });
    }
  }
  shelf = now;
  return shelfNow(scenario);
}
