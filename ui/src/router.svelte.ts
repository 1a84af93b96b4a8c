/** The route that is shown, kept in step with the window's history. */
import { format, libraryRoute, parse, type Route } from "./route";

class Router {
  current: Route = $state(parse(location.hash));
  /** How many of our own places lie behind this one: going back must not leave the program. */
  #depth = Number((history.state as { depth?: number } | null)?.depth ?? 0);

  constructor() {
    addEventListener("popstate", (event) => {
      this.#depth = Number((event.state as { depth?: number } | null)?.depth ?? 0);
      this.current = parse(location.hash);
    });
  }

  go(route: Route): void {
    this.#depth += 1;
    history.pushState({ depth: this.#depth }, "", format(route));
    this.current = route;
  }

  /** The same place, described more exactly: no new step to go back over. */
  refine(route: Route): void {
    history.replaceState({ depth: this.#depth }, "", format(route));
    this.current = route;
  }

  back(): void {
    if (this.#depth > 0) history.back();
    else if (this.current.place !== "library") this.refine(libraryRoute());
  }

  forward(): void {
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
