/** Questions to the host: an answer, and what its filters are counted from. */
import type { ResourceId } from "../bindings/ResourceId";
import type { SearchAnswer } from "../bindings/SearchAnswer";
import type { SearchQuery } from "../bindings/SearchQuery";
import * as host from "../host/host";

/** What one question found. */
export interface Found {
  query: SearchQuery;
  answer: SearchAnswer;
  /** All resources that have the words, whatever narrows them; null while that was not asked. */
  all: ResourceId[] | null;
}

export async function find(query: SearchQuery): Promise<Found> {
  const answer = await host.search(query);
  const ids = answer.hits.filter(({ related }) => !related).flatMap(({ resource, same_as }) => [resource, ...same_as]);
  const narrowed = query.kind !== null || query.language !== null || query.year !== null || query.topic !== null || query.with_text || query.here;
  return { query, answer, all: !narrowed && ids.length >= answer.total ? ids : null };
}

/** What withdrawn resources would add. */
export const countWithdrawn = async (query: SearchQuery): Promise<number> => (await host.search({ ...query, withdrawn: true, limit: 1, explain: false })).total;
