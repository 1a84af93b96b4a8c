/** Leaving for the internet: nothing opens before the person has seen where it leads. */
class Outside {
  /** The address that is asked about now; null while none is. */
  asked: string | null = $state(null);

  ask(url: string): void {
    this.asked = url;
  }
}

export const outside = new Outside();
