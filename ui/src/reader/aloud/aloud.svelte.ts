/** Reading a text aloud with the platform's own voices, paragraph by paragraph. */
import { spokenParts, voiceFor } from "./voices";

/** Silent; or speaking; or held where it is; or it cannot: the platform has no voice at all, or none for the language. */
export type AloudState = "silent" | "speaking" | "held" | "no_voice" | "no_language";

export interface Spoken {
  /** Of the paragraph. */
  number: number;
  text: string;
  /** BCP 47: the pages of one leaflet may be in several languages. */
  language: string;
}

export const SPEEDS = [0.7, 0.85, 1, 1.2, 1.4] as const;
/** Voices come late on some systems. */
const VOICES_MS = 1500;

/** Holds for the next text too. */
let speed = $state(2);

async function voicesOf(synthesis: SpeechSynthesis): Promise<SpeechSynthesisVoice[]> {
  const known = synthesis.getVoices();
  if (known.length > 0) return known;
  await new Promise<void>((done) => {
    const timer = setTimeout(done, VOICES_MS);
    synthesis.addEventListener?.("voiceschanged", () => {
      clearTimeout(timer);
      done();
    }, { once: true });
  });
  return synthesis.getVoices();
}

export class Aloud {
  state: AloudState = $state("silent");
  /** The paragraph that is read; null while none is. */
  paragraph: number | null = $state(null);
  voiceName = $state("");
  /** Of what is read, or cannot be read. */
  language = $state("");
  #parts: Spoken[] = [];
  #at = 0;
  #voices: SpeechSynthesisVoice[] = [];
  /** Counts what was begun: the end of an utterance that was stopped is none. */
  #turn = 0;

  get speed(): number {
    return speed;
  }

  async start(text: Spoken[], from: number): Promise<void> {
    this.stop();
    const turn = ++this.#turn;
    const synthesis = globalThis.speechSynthesis as SpeechSynthesis | undefined;
    const voices = synthesis ? await voicesOf(synthesis) : [];
    if (turn !== this.#turn) return;
    this.#voices = voices;
    this.#parts = text.flatMap((one) => spokenParts(one.text, one.language).map((part) => ({ ...one, text: part })));
    this.#at = Math.max(0, this.#parts.findIndex(({ number }) => number >= from));
    this.#speak();
  }

  #speak(): void {
    const part = this.#parts[this.#at];
    if (!part) return this.stop();
    const voice = voiceFor(part.language, this.#voices);
    this.language = part.language;
    if (!voice) {
      // Another voice would only make noise of it, and to leave it out without a word would hide it.
      this.stop();
      this.state = this.#voices.length === 0 ? "no_voice" : "no_language";
      return;
    }
    this.state = "speaking";
    this.voiceName = voice.name;
    this.paragraph = part.number;
    const turn = ++this.#turn;
    const utterance = new SpeechSynthesisUtterance(part.text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = SPEEDS[speed] ?? 1;
    utterance.onend = () => {
      if (turn !== this.#turn) return;
      this.#at += 1;
      this.#speak();
    };
    utterance.onerror = () => {
      if (turn === this.#turn) this.hold();
    };
    speechSynthesis.speak(utterance);
  }

  /** Not the platform's own pause, which some never wake from: the sentence is begun again. */
  hold(): void {
    this.#turn += 1;
    globalThis.speechSynthesis?.cancel();
    this.state = "held";
  }

  goOn(): void {
    if (this.state === "held") this.#speak();
  }

  /** By whole paragraphs. */
  step(by: 1 | -1): void {
    const numbers = [...new Set(this.#parts.map(({ number }) => number))];
    const number = numbers[numbers.indexOf(this.paragraph ?? -1) + by];
    if (number === undefined) return;
    this.#at = this.#parts.findIndex((part) => part.number === number);
    this.hold();
    this.#speak();
  }

  faster(by: 1 | -1): void {
    speed = Math.max(0, Math.min(SPEEDS.length - 1, speed + by));
    if (this.state !== "speaking") return;
    this.hold();
    this.#speak();
  }

  stop(): void {
    this.#turn += 1;
    if (this.state === "speaking") globalThis.speechSynthesis?.cancel();
    this.state = "silent";
    this.paragraph = null;
  }
}
