/**
 * What the person keeps at hand, as the library has it. Each change is one call, and the answer is the shelf as it is
 * then: another window may have changed it too.
 */
import type { Kept } from "../bindings/Kept";
import type { Note } from "../bindings/Note";
import type { ShelfChange } from "../bindings/ShelfChange";
import type { ShelfNow } from "../bindings/ShelfNow";
import type { ShelfPack } from "../bindings/ShelfPack";
import { toasts } from "../design/toast.svelte";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";

/** A resource as a button knows it. */
export interface Named {
  id: string;
  title: string;
}

class ShelfState {
  now: ShelfNow | null = $state.raw(null);
  error: HostError | null = $state.raw(null);
  /** The resource that is being put into a pack; null while none is. */
  packing: Named | null = $state.raw(null);

  favourites: Kept[] = $derived(this.now?.shelf.favourites ?? []);
  packs: ShelfPack[] = $derived(this.now?.shelf.packs ?? []);
  recents: Kept[] = $derived(this.now?.shelf.recents ?? []);
  notes: Note[] = $derived(this.now?.shelf.notes ?? []);
  #favourites = $derived(new Set(this.favourites.map(({ resource }) => resource)));
  #notes = $derived(new Map(this.notes.map((note) => [note.resource, note.text])));

  isFavourite = (id: string): boolean => this.#favourites.has(id);
  note = (id: string): string => this.#notes.get(id) ?? "";

  async load(): Promise<void> {
    try {
      this.now = await host.shelf();
      this.error = null;
    } catch (thrown) {
      this.error = toHostError(thrown);
    }
  }

  /** True where it was done; otherwise the person was told why not. */
  async change(change: ShelfChange): Promise<boolean> {
    try {
      this.now = await host.changeShelf(change);
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }

  /** Done, told, and undone where the person wants it. */
  async #changeUndoably(change: ShelfChange, told: string, undo: ShelfChange): Promise<void> {
    if (await this.change(change)) toasts.show(told, false, () => void this.change(undo));
  }

  async toggle({ id, title }: Named): Promise<void> {
    const kept = this.favourites.find(({ resource }) => resource === id);
    if (kept) await this.#changeUndoably({ kind: "unstar", resource: id }, t("shelf.unstarred", { title }), { kind: "restore_favourite", kept });
    else if (await this.change({ kind: "star", resource: id })) toasts.show(t("shelf.starred", { title }));
  }

  /** Nobody asked for this: where it cannot be noted, nothing is lost. */
  async opened(id: string): Promise<void> {
    try {
      this.now = await host.changeShelf({ kind: "opened", resource: id });
    } catch {
      // The document is open; that it was is noted nowhere.
    }
  }

  async putIntoPack(pack: ShelfPack, { id, title }: Named): Promise<void> {
    const undo: ShelfChange = { kind: "remove_from_pack", pack: pack.id, resource: id };
    await this.#changeUndoably({ kind: "add_to_pack", pack: pack.id, resource: id }, t("pack.added", { title, pack: pack.name }), undo);
  }

  async makePack(name: string, first: Named | null): Promise<boolean> {
    const made = await this.change({ kind: "make_pack", name, resources: first ? [first.id] : [] });
    if (made) toasts.show(t("pack.made", { pack: name.trim() }));
    return made;
  }

  async deletePack(pack: ShelfPack): Promise<void> {
    const place = this.packs.findIndex(({ id }) => id === pack.id);
    await this.#changeUndoably({ kind: "delete_pack", pack: pack.id }, t("pack.deleted", { pack: pack.name }), { kind: "restore_pack", pack, place });
  }

  async removeFromPack(pack: ShelfPack, kept: Kept): Promise<void> {
    const place = pack.resources.findIndex(({ resource }) => resource === kept.resource);
    const undo: ShelfChange = { kind: "restore_to_pack", pack: pack.id, kept, place };
    await this.#changeUndoably({ kind: "remove_from_pack", pack: pack.id, resource: kept.resource }, t("pack.removed", { title: kept.title, pack: pack.name }), undo);
  }

  /** One place up (-1) or down (1). */
  async move(pack: ShelfPack, kept: Kept, by: -1 | 1): Promise<void> {
    const order = pack.resources.map(({ resource }) => resource);
    const from = order.indexOf(kept.resource);
    const to = from + by;
    if (from < 0 || to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    await this.change({ kind: "order_pack", pack: pack.id, resources: order });
  }

  async deleteNote(note: Note): Promise<void> {
    const { resource, text } = note;
    await this.#changeUndoably({ kind: "write", resource, text: "" }, t("note.deleted"), { kind: "write", resource, text });
  }
}

export const shelf = new ShelfState();
