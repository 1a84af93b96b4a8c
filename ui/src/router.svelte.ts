/** The route that is shown, kept in step with the window's history. */
import { format, libraryRoute, parse, type Route } from "./route";

/** WebKit refuses more than a hundred changes of the address in half a minute, which quick typing is: after so many they are spared. */
const MANY = 60;
const WINDOW_MS = 30_000;
const BETWEEN_MS = 1000;

class Router {
  current: Route = $state(parse(location.hash));
  /** How many of our own places lie behind this one: going back must not leave the program. */
  #depth = Number((history.state as { depth?: number } | null)?.depth ?? 0);

  /** When the address was refined of late, and what is to refine it next. */
  #refined: number[] = [];
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    addEventListener("popstate", (event) => {
      this.#forget();
      this.#depth = Number((event.state as { depth?: number } | null)?.depth ?? 0);
      this.current = parse(location.hash);
    });
  }

  go(route: Route): void {
    this.#settle();
    this.#depth += 1;
    history.pushState({ depth: this.#depth }, "", format(route));
    this.current = route;
  }

  /** The same place, described more exactly: no new step to go back over. */
  refine(route: Route): void {
    this.current = route;
    const now = performance.now();
    this.#refined = this.#refined.filter((at) => now - at < WINDOW_MS);
    const rest = this.#refined.length < MANY ? 0 : (this.#refined.at(-1) ?? 0) + BETWEEN_MS - now;
    this.#forget();
    if (rest <= 0) this.#write();
    else this.#later = setTimeout(() => this.#write(), rest);
  }

  /** The address says what is shown, also where it was to say it later. */
  #settle(): void {
    if (this.#later !== undefined) this.#write();
  }

  #write(): void {
    this.#forget();
    this.#refined.push(performance.now());
    history.replaceState({ depth: this.#depth }, "", format(this.current));
  }

  #forget(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
  }

  back(): void {
    this.#settle();
    if (this.#depth > 0) history.back();
    else if (this.current.place !== "library") this.refine(libraryRoute());
  }

  forward(): void {
    this.#settle();
    history.forward();
  }
}

export const router = new Router();

/** For links: a plain click moves inside the window, and the address stays a real one. */
export function follow(event: MouseEvent, route: Route): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  router.go(route);
}
