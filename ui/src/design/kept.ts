/** A few words that this window keeps on this computer between starts. Where it may not keep any, it goes on without. */
export type KeptName = "patient-language" | "theme" | "text-size" | "question-mark" | "page-colours";

export function kept(name: KeptName): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Null forgets. */
export function keep(name: KeptName, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // It holds until the window is closed.
  }
}
