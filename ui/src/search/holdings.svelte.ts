/** What the library holds: every resource, as the host told it last. */
import type { Resource } from "../bindings/Resource";
import { languageName } from "../design/format";
import * as host from "../host/host";
import { patient } from "./patient.svelte";
import { siblings } from "./translations";

class Holdings {
  /** Withdrawn ones too, in the site's order; null until they were read. */
  all: Resource[] | null = $state.raw(null);

  #byId = $derived(new Map((this.all ?? []).map((resource) => [resource.id, resource])));

  /** By resource, the same leaflet in other languages. */
  siblings = $derived(siblings(this.all ?? []));

  /** Languages that a patient may read: those that the library has, by name; and the one that was chosen before. */
  spoken = $derived(
    [...new Set([...(this.all ?? []).filter(({ state }) => state === "current").map(({ language }) => language), ...(patient.language ? [patient.language] : [])])]
      .filter(Boolean)
      .sort((one, other) => languageName(one).localeCompare(languageName(other))),
  );

  withdrawnCount = $derived((this.all ?? []).filter(({ state }) => state === "withdrawn").length);
  onlyStarter = $derived(this.all !== null && this.all.length > 0 && this.all.every(({ from_starter }) => from_starter));

  resource(id: string): Resource | undefined {
    return this.#byId.get(id);
  }

  /** As the host has them now. May reject with a `HostError`. */
  read = (): Promise<Resource[]> => host.list({ kind: null, language: null, withdrawn: true });
}

export const holdings = new Holdings();
