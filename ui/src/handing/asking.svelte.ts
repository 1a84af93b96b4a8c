/** Asking once before something doubtful is printed or given away; whoever said yes is not asked about it again. */
import type { Resource } from "../bindings/Resource";
import { concerns } from "../trust/trust";

/** Of this one, for these reasons: another reason is asked about again. */
const keyOf = (resource: Resource) => [resource.id, ...concerns(resource).map(({ about }) => about)].join(" ");

class Asking {
  /** What is asked about now; null while nothing is. */
  about: Resource[] | null = $state.raw(null);
  #answer: ((yes: boolean) => void) | undefined;
  readonly #accepted = new Set<string>();

  /** True where there is no doubt, or the person wants to go on all the same. */
  async sure(...resources: Resource[]): Promise<boolean> {
    const about = resources.filter((resource) => concerns(resource).length > 0 && !this.#accepted.has(keyOf(resource)));
    if (about.length === 0) return true;
    this.answer(false);
    this.about = about;
    return new Promise((done) => (this.#answer = done));
  }

  answer(yes: boolean): void {
    if (yes) for (const resource of this.about ?? []) this.#accepted.add(keyOf(resource));
    this.about = null;
    this.#answer?.(yes);
    this.#answer = undefined;
  }
}

export const asking = new Asking();
