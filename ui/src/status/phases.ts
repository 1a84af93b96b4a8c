/** A refresh under way, in words: for the eye all the time, for the ear seldom. Pure. */
import type { Progress } from "../bindings/Progress";
import type { ProgressPhase } from "../bindings/ProgressPhase";
import { timeLeft } from "../design/spans";
import { t } from "../messages";

export const PHASES: readonly ProgressPhase[] = ["reading", "fetching", "extracting", "indexing"];

/** After this long without a word a listener is told how far it is. */
const SILENCE_MS = 30_000;

/** "7 of 18 files", "3 pages so far". */
export function counted({ phase, done, total }: Progress): string {
  return total ? t(`progress.of.${phase}`, { done: Math.min(done, total), count: total }) : t(`progress.done.${phase}`, { count: done });
}

/** What a listener is told now; null: nothing. Every file would be chatter. */
export function spoken(before: Progress | null, now: Progress, silent_ms: number): string | null {
  const phase = t(`progress.${now.phase}`);
  if (before?.phase !== now.phase) return phase;
  if (before.problems === 0 && now.problems > 0) return t("progress.problems", { count: now.problems });
  if (silent_ms < SILENCE_MS) return null;
  const count = counted(now);
  return now.seconds_left === null ? t("progress.spoken", { phase, count }) : t("progress.spoken.left", { phase, count, left: timeLeft(now.seconds_left) });
}
