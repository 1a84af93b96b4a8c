/** The language that the patient reads: the one thing that is kept of a patient, and only until it is cleared. */
import { keep, kept } from "../design/kept";
import { isLanguageTag } from "../route";

const before = kept("patient-language");

class Patient {
  language: string | null = $state(before !== null && isLanguageTag(before) ? before : null);

  choose(language: string | null): void {
    this.language = language;
    keep("patient-language", language);
  }
}

export const patient = new Patient();
