/** How the window looks: light or dark, and how large its text is. Kept on this computer; without a word, as the computer has it. */
import { keep, kept } from "./kept";

export const THEMES = ["computer", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const TEXT_SIZES = ["normal", "large", "larger"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

class Look {
  theme: Theme = $state(THEMES.find((theme) => theme === kept("theme")) ?? "computer");
  size: TextSize = $state(TEXT_SIZES.find((size) => size === kept("text-size")) ?? "normal");
  /** What is seen now, whoever chose it. */
  isDark = $state(false);
  #dark = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    this.#apply();
    this.#dark.addEventListener("change", () => this.#apply());
  }

  choose(theme: Theme): void {
    this.theme = theme;
    keep("theme", theme === "computer" ? null : theme);
    this.#apply();
  }

  resize(size: TextSize): void {
    this.size = size;
    keep("text-size", size === "normal" ? null : size);
    this.#apply();
  }

  #apply(): void {
    const { dataset } = document.documentElement;
    this.isDark = this.theme === "computer" ? this.#dark.matches : this.theme === "dark";
    dataset.theme = this.isDark ? "dark" : "light";
    dataset.text = this.size;
  }
}

export const look = new Look();
