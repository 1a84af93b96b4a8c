/** Questions to the host: an answer with what its filters count, and what would be found without one of them. */
import type { SearchAnswer } from "../bindings/SearchAnswer";
import type { SearchQuery } from "../bindings/SearchQuery";
import * as host from "../host/host";
import { ASKED, type Narrowing } from "./narrowing";
import { ALL, type Question } from "./question.svelte";

/** What one question found. */
export interface Found {
  query: SearchQuery;
  answer: SearchAnswer;
  /** The same search without kind and language, for the filters' counts. */
  unfiltered: SearchAnswer;
}

const unrelated = (answer: SearchAnswer) => answer.hits.filter(({ related }) => !related);

export async function find(query: SearchQuery): Promise<Found> {
  const narrowed = query.kind !== null || query.language !== null;
  const [answer, unfiltered] = await Promise.all([
    host.search(query),
    narrowed ? host.search({ ...query, kind: null, language: null, explain: false }) : null,
  ]);
  return { query, answer, unfiltered: unfiltered ?? answer };
}

/** Whether the filters count less than all that was found, and all of it can be asked for. */
export const isPart = ({ unfiltered }: Found) => unrelated(unfiltered).length < unfiltered.total && unfiltered.total <= ALL;

export const findAll = ({ query }: Found): Promise<SearchAnswer> => host.search({ ...query, limit: ALL, kind: null, language: null, explain: false });

/** What withdrawn resources would add. */
export async function countWithdrawn(question: Question, query: SearchQuery): Promise<number> {
  const gone = await host.search({ ...query, withdrawn: true });
  return question.choosing ? gone.hits.filter((hit) => question.wants(hit)).length : gone.total;
}

/** How much each filter keeps out. */
export async function countWithout(question: Question, query: SearchQuery): Promise<Partial<Record<Narrowing, number>>> {
  const { narrowing, chosen, choosing } = question;
  const asks = new Set<Narrowing>(ASKED);
  const counts = await Promise.all(
    chosen.map(async (name) => {
      const answer = await host.search({ ...query, limit: choosing ? ALL : 1, explain: false, ...(asks.has(name) ? { [name]: null } : {}) });
      return choosing ? unrelated(answer).filter((hit) => question.wants(hit, { ...narrowing, [name]: null })).length : answer.total;
    }),
  );
  return Object.fromEntries(chosen.map((name, at) => [name, counts[at]]));
}
