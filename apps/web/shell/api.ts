import { MutationCache, QueryCache, QueryClient, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiProblem, Client, type CallInput } from '../../../libs/contracts/client.js';
import type { EndpointName } from '../../../libs/contracts/endpoints.js';
import { currentLanguage } from '../language/i18n.js';

export const client = new Client({ baseUrl: '', language: currentLanguage });

export type Answer<N extends EndpointName> = Awaited<ReturnType<typeof client.call<N>>>;

/** A refused call is not asked again; a lost connection and a busy server are, twice. */
function worthAnotherTry(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof ApiProblem && error.problem.status < 500);
}

/** What the session has become is learnt from any answer: a session may end while a page is open. */
function noticeSession(error: Error): void {
  if (!(error instanceof ApiProblem)) return;
  if (error.problem.code === 'not-signed-in') queryClient.setQueryData(['session'], { state: 'signed-out' });
  if (error.problem.code === 'password-change-needed') queryClient.setQueryData(['session'], { state: 'must-change' });
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSession }),
  mutationCache: new MutationCache({ onError: noticeSession }),
  defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 5_000, refetchOnWindowFocus: true } },
});

/** Reads one endpoint; the answer is shared by everyone who asks the same. `when` false: not asked yet. */
export function useRead<N extends EndpointName>(name: N, input: CallInput<N>, when = true): UseQueryResult<Answer<N>> {
  return useQuery({
    queryKey: [name, input], enabled: when,
    queryFn: ({ signal }) => client.call(name, { ...input, signal }) as Promise<Answer<N>>,
  }) as UseQueryResult<Answer<N>>;
}

/**
 * Sends one command. The same order sent again after a lost connection carries the same command id, so that it happens once;
 * a changed order gets a new one. What the command may have changed is read again.
 */
export function useCommand<N extends EndpointName>(name: N): UseMutationResult<Answer<N>, Error, CallInput<N>> {
  const queries = useQueryClient();
  const last = useRef<{ order: string; id: string } | null>(null);
  const send = async (input: CallInput<N>): Promise<unknown> => {
    const order = orderOf(input);
    if (last.current?.order !== order) last.current = { order, id: newCommandId() };
    const answer = await client.call(name, { ...input, commandId: last.current.id });
    last.current = null;
    return answer;
  };
  const mutation = useMutation<unknown, Error, CallInput<N>>({
    mutationFn: send,
    onSuccess: () => queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }),
    onError: (error) => { if (error instanceof ApiProblem && error.problem.status < 500) last.current = null; },
  });
  return mutation as UseMutationResult<Answer<N>, Error, CallInput<N>>;
}

/** A random UUID (version 4). Not `crypto.randomUUID`: browsers have that on https and localhost only. */
function newCommandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Two orders are the same when everything in them is, a file by its name, size and date. */
function orderOf(input: object): string {
  return JSON.stringify(input, (_, value: unknown) => (value instanceof File ? [value.name, value.size, value.lastModified] : value));
}

/** Reads again what shows this entry, and the lists in which it stands. */
export function refreshEntry(entryId: string): void {
  const lists = new Set<unknown>(['listEntries', 'inbox', 'notifications', 'listSurveyRecords']);
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [name, input] }) => lists.has(name) || (input as { params?: { entryId?: string } } | undefined)?.params?.entryId === entryId,
  });
}
