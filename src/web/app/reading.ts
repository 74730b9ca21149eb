import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Operation, ResultOf } from '../../core/kernel/operation.ts';
import { call, type CallInput, type Problem } from './call.ts';

interface ReadOptions {
  /** Not asked while false. */
  readonly enabled?: boolean;
  /** Asked again every so many milliseconds; `false` stops. */
  readonly refetchInterval?: number | false;
}

/** Reads one operation; kept under `[operation.name, input]`. */
export function useRead<Op extends Operation>(operation: Op, input: CallInput<Op>, options: ReadOptions = {}): UseQueryResult<ResultOf<Op>, Problem> {
  return useQuery<ResultOf<Op>, Problem>({ queryKey: [operation.name, input], queryFn: () => call(operation, input), ...options });
}

/** An operation whose result is a page of items. */
type PagedOperation = Operation & { readonly result: z.ZodType<{ items: unknown[]; nextCursor: string | null }> };
export type ItemOf<Op extends PagedOperation> = ResultOf<Op>['items'][number];

/** A list that grows by pages, as `DataTable` shows it. */
export interface Pages<Item> {
  readonly items: readonly Item[];
  readonly loading: boolean;
  readonly problem: Problem | null;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export function usePages<Op extends PagedOperation>(operation: Op, input: CallInput<Op>, options: { enabled?: boolean } = {}): Pages<ItemOf<Op>> & { readonly first: ResultOf<Op> | undefined } {
  const query = useInfiniteQuery({
    queryKey: [operation.name, 'pages', input],
    queryFn: ({ pageParam }: { pageParam: string | null }) => call(operation, (pageParam === null ? input : { ...input, cursor: pageParam })),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ResultOf<Op>) => last.nextCursor,
    ...options,
  });
  return {
    items: (query.data?.pages ?? []).flatMap((page) => page.items as ItemOf<Op>[]),
    first: query.data?.pages[0],
    loading: query.isPending && query.fetchStatus !== 'idle',
    problem: query.error as Problem | null,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** Every item of a short list (departments, matters): asks page after page. */
export function useAll<Op extends PagedOperation>(operation: Op, input: CallInput<Op>, options: { enabled?: boolean } = {}): UseQueryResult<ItemOf<Op>[], Problem> {
  return useQuery<ItemOf<Op>[], Problem>({
    queryKey: [operation.name, 'all', input],
    queryFn: async () => {
      const items: ItemOf<Op>[] = [];
      let cursor: string | null = null;
      do {
        const page: ResultOf<Op> = await call(operation, { ...input, limit: 200, ...(cursor === null ? {} : { cursor }) });
        items.push(...(page.items as ItemOf<Op>[]));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return items;
    },
    staleTime: 60_000,
    ...options,
  });
}
