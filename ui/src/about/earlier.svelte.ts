/** What the partnership's page said before. */
import type { EarlierAbout } from "../bindings/EarlierAbout";
import * as host from "../host/host";

class Earlier {
  /** The latest first; empty while it was not read, and where the page never changed. */
  wordings: EarlierAbout[] = $state.raw([]);

  async load(): Promise<void> {
    try {
      this.wordings = await host.earlierAbout();
    } catch {
      // The page as it is now is what was asked for.
    }
  }
}

export const earlier = new Earlier();
