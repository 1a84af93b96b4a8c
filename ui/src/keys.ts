/** The keys that work everywhere. Keys of one place stand with that place. */
export const ORDERS = [
  "search", "back", "forward", "find", "find_next", "find_previous", "zoom_in", "zoom_out", "zoom_fit", "fit_page",
  "turn_right", "turn_left", "panel", "go_to_page", "beside", "read_aloud", "stop_reading", "escape", "help",
  "favourite", "settings", "full_screen", "next_pane", "pane_before", "print", "save", "open",
] as const;
export type Order = (typeof ORDERS)[number];

export const isMac = navigator.platform.startsWith("Mac");

/** Whether keys write there. */
function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])"));
}

/** What a key press orders; null where it orders nothing of ours. */
export function orderOf(event: KeyboardEvent): Order | null {
  if (event.isComposing) return null;
  const control = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (event.key === "F1") return "help";
  // Shift is how most keyboards write it.
  if (event.key === "?" && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyped(event.target)) return "help";
  if (event.key === "F6" && !event.ctrlKey && !event.altKey && !event.metaKey) return event.shiftKey ? "pane_before" : "next_pane";
  if (event.key === "F11" && !isMac && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) return "full_screen";
  if (event.key === "F3") return event.shiftKey ? "find_previous" : "find_next";
  if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === "KeyA") return "read_aloud";
  if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === "KeyX") return "stop_reading";
  if (event.key === "Escape" && !event.ctrlKey && !event.altKey && !event.metaKey) return "escape";
  // Back is where reading came from.
  const [backwards, forwards] = document.dir === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
  if (event.altKey && !control && event.key === backwards) return "back";
  if (event.altKey && !control && event.key === forwards) return "forward";
  if (event.altKey && !control && !isMac && event.code === "KeyD") return "search";
  if (control && event.altKey && event.code === "KeyG") return "go_to_page";
  if (!control || event.altKey) return null;
  if (isMac && event.key === "[") return "back";
  if (isMac && event.key === "]") return "forward";
  switch (event.key.toLowerCase()) {
    case "b":
      return "panel";
    case "\\":
      return "beside";
    case "]":
      return "turn_right";
    case "[":
      return "turn_left";
    case "k":
    case "l":
      return "search";
    case "d":
      return "favourite";
    case "f":
      return "find";
    case "g":
      return event.shiftKey ? "find_previous" : "find_next";
    case "p":
      return event.shiftKey ? null : "print";
    case "s":
      return event.shiftKey ? null : "save";
    case "o":
      return event.shiftKey ? null : "open";
    case "+":
    case "=":
      return "zoom_in";
    case "-":
      return "zoom_out";
    case ",":
      return "settings";
    case "0":
      return "zoom_fit";
    case "9":
      return "fit_page";
    default:
      return null;
  }
}
