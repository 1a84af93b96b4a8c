/**
 * Words that are English because the language of the interface lacks them. They say so to a screen reader (`lang="en"`): the
 * elements that show nothing else are marked as they come.
 */
class Fallbacks {
  #words = new Set<string>();

  add(words: string): void {
    this.#words.add(words.trim());
  }

  /** Marks what stands in the page and whatever comes to it. */
  watch(root: HTMLElement): void {
    const look = (node: Node) => {
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      do {
        if (walker.currentNode instanceof Text) this.#mark(walker.currentNode);
      } while (walker.nextNode());
    };
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "characterData") look(target);
        else addedNodes.forEach(look);
      }
    }).observe(root, { childList: true, characterData: true, subtree: true });
    look(root);
  }

  #mark({ data, parentElement: element }: Text): void {
    if (!element || data.trim() === "") return;
    const ours = this.#words.has((element.textContent ?? "").trim());
    if (ours && !element.lang) {
      element.lang = "en";
      element.dataset.fallback = "";
    } else if (!ours && element.dataset.fallback !== undefined) {
      element.removeAttribute("lang");
      delete element.dataset.fallback;
    }
  }
}

export const fallbacks = new Fallbacks();
