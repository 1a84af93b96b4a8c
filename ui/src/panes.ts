/** The parts of the window, for a key that goes from one to the next: the places, what is open, and what stands beside it. */
const PANES = "nav[aria-label], main, main aside";
const REACHABLE = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex='0']";

const isSeen = (element: HTMLElement) => element.checkVisibility();

function enter(pane: HTMLElement): void {
  const inside = [...pane.querySelectorAll<HTMLElement>(REACHABLE)].filter(isSeen);
  if (pane.matches("main")) pane.focus();
  else (inside.find((element) => element.hasAttribute("aria-current")) ?? inside[0])?.focus();
}

export function toPane(onwards: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>(PANES)].filter(isSeen);
  // The innermost one that has the focus.
  const at = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const to = panes[(at + (onwards ? 1 : -1) + panes.length) % panes.length];
  if (to) enter(to);
}
