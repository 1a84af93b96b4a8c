/** Two boxes that scroll together, by their shares: each page stands for itself even where one language needs more room. */

/** Until the answer is called. */
export function together(one: HTMLElement, other: HTMLElement): () => void {
  /** Scrolled by us, not by a person: it leads nobody. */
  let led: HTMLElement | null = null;
  const leading = (from: HTMLElement, to: HTMLElement) => () => {
    if (led === from) {
      led = null;
      return;
    }
    const room = (box: HTMLElement) => box.scrollHeight - box.clientHeight;
    if (room(from) <= 0) return;
    const before = to.scrollTop;
    to.scrollTop = (from.scrollTop / room(from)) * room(to);
    if (to.scrollTop !== before) led = to;
  };
  const [first, second] = [leading(one, other), leading(other, one)];
  one.addEventListener("scroll", first);
  other.addEventListener("scroll", second);
  return () => {
    one.removeEventListener("scroll", first);
    other.removeEventListener("scroll", second);
  };
}
