/** All keys, by place, as the help shows them. `isMac`: Command where others have Control. Pure. */
import type { PlainId } from "../messages";

export interface KeyLine {
  does: PlainId;
  /** One way a list; each a list of keys pressed together. */
  ways: string[][];
}
export interface KeyGroup {
  title: PlainId;
  lines: KeyLine[];
}

/** Together with Control, or Command on a Mac. */
export const pressed = (key: string, isMac: boolean) => [isMac ? "⌘" : "Ctrl", key];

export function keyGroups(isMac: boolean): KeyGroup[] {
  const control = isMac ? "⌘" : "Ctrl";
  return [
    {
      title: "keys.everywhere",
      lines: [
        { does: "keys.search", ways: [[control, "K"], [control, "L"], ...(isMac ? [] : [["Alt", "D"]])] },
        { does: "keys.pane", ways: [["F6"], ["Shift", "F6"]] },
        { does: "keys.back", ways: isMac ? [[control, "["], ["⌥", "←"]] : [["Alt", "←"]] },
        { does: "keys.forward", ways: isMac ? [[control, "]"], ["⌥", "→"]] : [["Alt", "→"]] },
        { does: "keys.favourite", ways: [[control, "D"]] },
        ...(isMac ? [] : [{ does: "keys.full_screen" as const, ways: [["F11"]] }]),
        { does: "keys.settings", ways: [[control, ","]] },
        { does: "keys.close", ways: [["Esc"]] },
        { does: "keys.help", ways: [["F1"], ["?"]] },
      ],
    },
    {
      title: "keys.library",
      lines: [
        { does: "keys.move", ways: [["↓"], ["↑"]] },
        { does: "keys.ends", ways: [["Home"], ["End"]] },
        { does: "keys.open", ways: [["Enter"]] },
        { does: "keys.elsewhere", ways: [[control, "Enter"]] },
        { does: "keys.box", ways: [["Esc"], [control, "F"]] },
        { does: "keys.why", ways: [[control, "Shift", "E"]] },
      ],
    },
    {
      title: "keys.reader",
      lines: [
        { does: "keys.find", ways: [[control, "F"]] },
        { does: "keys.next", ways: [["F3"], [control, "G"]] },
        { does: "keys.previous", ways: [["Shift", "F3"], [control, "Shift", "G"]] },
        { does: "keys.bigger", ways: [[control, "+"]] },
        { does: "keys.smaller", ways: [[control, "−"]] },
        { does: "keys.fit", ways: [[control, "0"]] },
        { does: "keys.fit_page", ways: [[control, "9"]] },
        ...(isMac ? [] : [{ does: "keys.turn" as const, ways: [[control, "]"], [control, "["]] }]),
        { does: "keys.panel", ways: [[control, "B"]] },
        { does: "keys.page", ways: [[control, isMac ? "⌥" : "Alt", "G"]] },
        { does: "keys.beside", ways: [[control, "\\"]] },
        { does: "keys.aloud", ways: [[isMac ? "⌥" : "Alt", "Shift", "A"]] },
        { does: "keys.silent", ways: [[isMac ? "⌥" : "Alt", "Shift", "X"]] },
        { does: "keys.print", ways: [[control, "P"]] },
        { does: "keys.save", ways: [[control, "S"]] },
        { does: "keys.another_program", ways: [[control, "O"]] },
        { does: "keys.leave", ways: [["Esc"]] },
      ],
    },
  ];
}
