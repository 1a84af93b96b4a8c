/** Whether pages are dark: as the window is, until a person wants it otherwise. Kept on this computer. */
import { keep, kept } from "../design/kept";
import { look } from "../design/look.svelte";

class PageColours {
  #wish: string | null = $state(kept("page-colours"));
  dark = $derived(this.#wish === "dark" || (this.#wish !== "printed" && look.isDark));

  turn(dark: boolean): void {
    this.#wish = dark === look.isDark ? null : dark ? "dark" : "printed";
    keep("page-colours", this.#wish);
  }
}

export const pageColours = new PageColours();
