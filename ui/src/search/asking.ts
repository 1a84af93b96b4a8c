/** Questions to the host. */
import type { Found } from "../bindings/Found";
import type { SearchQuery } from "../bindings/SearchQuery";
import * as host from "../host/host";

/** What one question found. */
export interface Answered {
  query: SearchQuery;
  found: Found;
}

export const find = async (query: SearchQuery): Promise<Answered> => ({ query, found: await host.search(query) });

/** What withdrawn resources would add. */
export const countWithdrawn = async (query: SearchQuery): Promise<number> => (await host.search({ ...query, withdrawn: true, limit: 1, explain: false })).total;

/** The resources in the order in which they are shown. */
export const order = ({ answer, resources }: Found): string[] => (answer ? answer.hits.map(({ resource }) => resource) : resources.map(({ id }) => id));
