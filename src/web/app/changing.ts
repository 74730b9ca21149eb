import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import { uuidv7 } from 'uuidv7';
import type { Operation, ResultOf } from '../../core/kernel/operation.ts';
import type { Word } from '../../core/kernel/words.ts';
import { call, type CallInput, type Problem } from './call.ts';
import { useT } from './language.tsx';

interface ChangeOptions<Op extends Operation> {
  readonly onDone?: (result: ResultOf<Op>) => void;
  /** Names of operations (`dispatch.listOrders`) or of whole modules (`dispatch`) whose answers are out of date afterwards. */
  readonly invalidates?: readonly string[];
  /** Said on success; absent: the title of the operation with 已完成. `null` says nothing. */
  readonly done?: Word | null;
}

interface Change<Op extends Operation> {
  /** Sends the change. What goes wrong is in `problem`, shown by `<ProblemAlert>`. */
  readonly run: (input: CallInput<Op>) => void;
  readonly pending: boolean;
  readonly problem: Problem | null;
  readonly result: ResultOf<Op> | undefined;
  readonly reset: () => void;
}

/** One change by its operation. A repeat of the same input after a lost connection carries the same idempotency key. */
export function useChange<Op extends Operation>(operation: Op, options: ChangeOptions<Op> = {}): Change<Op> {
  const client = useQueryClient();
  const { message } = App.useApp();
  const t = useT();
  const unanswered = useRef<{ key: string; input: CallInput<Op> } | null>(null);
  const mutation = useMutation<ResultOf<Op>, Problem, CallInput<Op>>({
    mutationFn: async (input) => {
      const again = unanswered.current;
      const key = again !== null && JSON.stringify(again.input) === JSON.stringify(input) ? again.key : uuidv7();
      unanswered.current = { key, input };
      return call(operation, input, { idempotencyKey: key });
    },
    onSuccess: async (result) => {
      unanswered.current = null;
      const stale = options.invalidates ?? [];
      await client.invalidateQueries({ predicate: ({ queryKey: [name] }) => typeof name === 'string' && stale.some((known) => name === known || name.startsWith(`${known}.`)) });
      if (options.done !== null) void message.success(t(options.done ?? { zh: `${operation.title.zh}：已完成`, en: `${operation.title.en}: done` }));
      options.onDone?.(result);
    },
    onError: (problem) => {
      if (problem.code !== 'network') unanswered.current = null;
      // Somebody else was faster: what is on screen is old. A form that is drawn anew with the record cannot say why, so it is said above the page.
      if (problem.code === 'common.stale') {
        void message.warning(problem.message, 8);
        void client.invalidateQueries();
      }
      if (problem.code === 'common.sign-in-required') void client.invalidateQueries({ queryKey: ['access.viewSession'] });
    },
  });
  return { run: mutation.mutate, pending: mutation.isPending, problem: mutation.error, result: mutation.data, reset: mutation.reset };
}
