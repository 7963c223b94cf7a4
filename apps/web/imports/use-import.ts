import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ImportRow, ImportView } from '../../../libs/contracts/import-views.js';
import { client } from '../shell/api.js';

const askMs = { one: 700, all: 2_000 } as const;

/** One import, asked for again until it is over; then what it may have changed is read again. */
export function useImport(importId: string | null): UseQueryResult<ImportView> {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['getImport', importId], enabled: importId !== null,
    queryFn: ({ signal }) => client.call('getImport', { params: { importId: importId ?? '' }, signal }),
    refetchInterval: ({ state }) => (state.data?.over === true ? false : askMs.one),
  });
  const over = query.data?.over === true;
  useEffect(() => {
    if (over) void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === 'listMarkets' || name === 'listImports' });
  }, [over, queries]);
  return query;
}

/** The latest imports, asked for again while one of them is under way. */
export function useImports(limit: number): UseQueryResult<ImportRow[]> {
  return useQuery({
    queryKey: ['listImports', limit],
    queryFn: ({ signal }) => client.call('listImports', { query: { limit }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.some(({ over }) => !over) === true ? askMs.all : false),
  });
}
