import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { registryOperations } from '../../core/registry/operations.ts';
import { call, type CallInput, type Problem } from '../app/call.ts';

/** A paper as it is handed in. */
export type HandedIn = Omit<CallInput<typeof registryOperations.addImportFile>, 'documentImportId'>;

interface HandIn {
  readonly run: (papers: readonly HandedIn[]) => Promise<void>;
  readonly pending: boolean;
  readonly sent: number;
  readonly total: number;
  readonly problem: Problem | null;
}

/** Starts an import and sends its papers one after another. What was sent stays when one fails: it stands under the unfinished imports. */
export function useHandIn(onDone: (documentImportId: string, count: number) => void): HandIn {
  const client = useQueryClient();
  const [progress, setProgress] = useState({ pending: false, sent: 0, total: 0 });
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (papers: readonly HandedIn[]): Promise<void> => {
    setProblem(null);
    setProgress({ pending: true, sent: 0, total: papers.length });
    try {
      const { documentImportId } = await call(registryOperations.startDocumentImport, {});
      for (const [index, paper] of papers.entries()) {
        await call(registryOperations.addImportFile, { ...paper, documentImportId });
        setProgress({ pending: true, sent: index + 1, total: papers.length });
      }
      onDone(documentImportId, papers.length);
    } catch (refused) {
      setProblem(refused as Problem);
    }
    setProgress((now) => ({ ...now, pending: false }));
    await client.invalidateQueries({ queryKey: [registryOperations.listDocumentImports.name] });
  };
  return { run, ...progress, problem };
}
