/** What went wrong, in words for a reader, and what to try. */
export class HostError extends Error {
  override readonly name = "HostError";

  constructor(
    /** Stable, for branching: for example `not_here`, `offline`, `busy_elsewhere`. */
    readonly code: string,
    message: string,
    /** What to try; may be empty. */
    readonly hint: string,
  ) {
    super(message);
  }
}

/** Whatever was thrown, as a `HostError`: the host's own shape is kept, everything else becomes code `failed`. */
export function toHostError(thrown: unknown): HostError {
  if (thrown instanceof HostError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const { code, message, hint } = thrown as { code: unknown; message: unknown; hint?: unknown };
    return new HostError(String(code), String(message), typeof hint === "string" ? hint : "");
  }
  return new HostError("failed", thrown instanceof Error ? thrown.message : String(thrown), "");
}
