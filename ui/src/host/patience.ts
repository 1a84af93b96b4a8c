/** A host that says nothing for so long holds up the window no longer. */
const PATIENCE_MS = 1500;

/** What the host says before the window is shown; null where it fails or takes too long: then the window begins as always. */
export function inGoodTime<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  return Promise.race([asked, late]).catch(() => null);
}
