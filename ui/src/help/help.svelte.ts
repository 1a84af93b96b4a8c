/** The help about keys: whether it is open, and whether the question mark opens it. */
import { keep, kept } from "../design/kept";

class Help {
  open = $state(false);
  /** A key alone can be pressed by accident, by speech too: whoever is hindered by it can switch it off. */
  questionMark = $state(kept("question-mark") !== "off");

  useQuestionMark(use: boolean): void {
    this.questionMark = use;
    keep("question-mark", use ? null : "off");
  }
}

export const help = new Help();
