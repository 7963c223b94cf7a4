import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../../libs/contracts/client.js';
import type { PersonView } from '../../../libs/contracts/views.js';
import { client } from '../shell/api.js';

export type Session = { readonly state: 'signed-out' } | { readonly state: 'must-change' } | { readonly state: 'in'; readonly person: PersonView };

async function readSession(): Promise<Session> {
  try {
    return { state: 'in', person: await client.call('me', {}) };
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'password-change-needed') return { state: 'must-change' };
    if (error instanceof ApiProblem && error.problem.status === 401) return { state: 'signed-out' };
    throw error;
  }
}

/** Who is signed in. Also set by any refused call, see `noticeSession`. */
export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: Infinity });
}

export function useEndSession(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await client.call('signOut', {});
    queries.clear();
    queries.setQueryData(['session'], { state: 'signed-out' } satisfies Session);
  };
}
