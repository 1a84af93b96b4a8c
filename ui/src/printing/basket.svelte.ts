/** What the person has put together for printing. Every change is kept at once, apart from the library. */
import type { PrintPackItem } from "../bindings/PrintPackItem";
import { toasts } from "../design/toast.svelte";
import * as host from "../host/host";
import { t } from "../messages";

/** As many as the library takes. */
const MOST = 100;

export interface Entry extends PrintPackItem {
  /** Of this window only: two entries may be of the same pages. */
  key: number;
}

const isSame = (one: PrintPackItem, other: PrintPackItem) =>
  one.resource === other.resource && one.attachment === other.attachment && String(one.pages) === String(other.pages);

class Basket {
  entries: Entry[] = $state.raw([]);
  /** False where it is forgotten with the window. */
  isKept = $state(true);
  #next = 1;
  #writing: Promise<void> = Promise.resolve();

  readonly count = $derived(this.entries.length);
  readonly #resources = $derived(new Set(this.entries.map(({ resource }) => resource)));

  readonly holds = (resource: string): boolean => this.#resources.has(resource);

  #keyed = (items: PrintPackItem[]) => items.map((item): Entry => ({ ...item, key: this.#next++ }));

  async load(): Promise<void> {
    try {
      const { items, is_kept } = await host.printBasket();
      // What was put in while it was read stays.
      this.entries = [...this.#keyed(items), ...this.entries];
      this.isKept = is_kept;
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  add(item: PrintPackItem, title: string): void {
    if (this.entries.some((entry) => isSame(entry, item))) return toasts.show(t("print_pack.inside", { title }));
    if (this.count >= MOST) return toasts.show(t("print_pack.full", { count: MOST }), true);
    this.#change([...this.entries, ...this.#keyed([item])], t("print_pack.added", { title, count: this.count + 1 }));
  }

  /** All that is in it of one resource. */
  removeResource(resource: string, title: string): void {
    this.#change(this.entries.filter((entry) => entry.resource !== resource), t("print_pack.removed", { title }));
  }

  remove(key: number, title: string): void {
    this.#change(this.entries.filter((entry) => entry.key !== key), t("print_pack.removed", { title }));
  }

  clear(): void {
    this.#change([], t("print_pack.cleared"));
  }

  /** One place up (-1) or down (1). */
  move(key: number, by: -1 | 1): void {
    const from = this.entries.findIndex((entry) => entry.key === key);
    const entries = [...this.entries];
    const [entry] = entries.splice(from, 1);
    if (from < 0 || !entry || from + by < 0 || from + by > entries.length) return;
    entries.splice(from + by, 0, entry);
    this.#set(entries);
  }

  choosePages(key: number, pages: number[] | null): void {
    this.#set(this.entries.map((entry) => (entry.key === key ? { ...entry, pages } : entry)));
  }

  /** Done, told, and undone where the person wants it. */
  #change(entries: Entry[], told: string): void {
    const before = this.entries;
    this.#set(entries);
    toasts.show(told, false, () => this.#set(before));
  }

  #set(entries: Entry[]): void {
    this.entries = entries;
    const items = this.items;
    // One after another: the last change is the one that stays.
    this.#writing = this.#writing.then(() => host.setPrintBasket(items)).catch((thrown) => toasts.fail(thrown));
  }

  get items(): PrintPackItem[] {
    return this.entries.map(({ resource, attachment, pages }) => ({ resource, attachment, pages }));
  }
}

export const basket = new Basket();
