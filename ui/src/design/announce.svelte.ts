/** What a screen reader is told without the focus moving. Politely, and only the last of a quick row of messages. */
class Announcer {
  words = $state("");
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `after_ms` lets typing or progress settle first. */
  say(words: string, after_ms = 0): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // The same words twice would not be spoken: a space that nobody hears makes them new.
      this.words = this.words === words ? `${words}\u00A0` : words;
    }, after_ms);
  }
}

export const announcer = new Announcer();
