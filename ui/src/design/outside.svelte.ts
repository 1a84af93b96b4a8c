/** Leaving for the internet: nothing opens before the person has seen where it leads. */
class Outside {
  /** The address that is asked about now; null while none is. */
  asked: string | null = $state(null);

  ask(url: string): void {
    this.asked = url;
  }
}

export const outside = new Outside();

/** Only web addresses leave the window. */
export function isWebAddress(url: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
