/** The keys that work everywhere. Keys of one place stand with that place. */
export type Order = "search" | "back" | "forward" | "find" | "zoom_in" | "zoom_out" | "zoom_fit" | "escape";

const isMac = navigator.platform.startsWith("Mac");

/** What a key press orders; null where it orders nothing of ours. */
export function orderOf(event: KeyboardEvent): Order | null {
  if (event.isComposing) return null;
  const control = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (event.key === "Escape" && !event.ctrlKey && !event.altKey && !event.metaKey) return "escape";
  if (event.altKey && !control && event.key === "ArrowLeft") return "back";
  if (event.altKey && !control && event.key === "ArrowRight") return "forward";
  if (!control || event.altKey) return null;
  if (isMac && event.key === "[") return "back";
  if (isMac && event.key === "]") return "forward";
  switch (event.key.toLowerCase()) {
    case "k":
    case "l":
      return "search";
    case "f":
      return "find";
    case "+":
    case "=":
      return "zoom_in";
    case "-":
      return "zoom_out";
    case "0":
      return "zoom_fit";
    default:
      return null;
  }
}
