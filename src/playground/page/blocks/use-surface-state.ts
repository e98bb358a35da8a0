import { useState } from 'react';
import type { Place } from '../data/page-api.ts';
import { PageError } from '../data/page-api.ts';
import { useSurroundings } from '../data/workspace-context.ts';
import type { Choice, Inputs } from '../data/workspace-data.ts';
import type { BlockSurface } from './surface.ts';

/** The state of one message or view: its inputs, what waits, and what went wrong. */
export function useSurfaceState(place: Place): BlockSurface & {
  readonly problem: string | undefined;
  setErrors(errors: Readonly<Record<string, string>>): void;
} {
  const { api } = useSurroundings();
  const [inputs, setInputs] = useState<Inputs>({});
  const [busy, setBusy] = useState<string>();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string>();

  const withInput = (before: Inputs, blockId: string, actionId: string, choice: Choice): Inputs => ({
    ...before,
    [blockId]: { ...before[blockId], [actionId]: choice },
  });

  return {
    inputs,
    busy,
    errors,
    problem,
    setErrors,
    setInput: (blockId, actionId, choice) => setInputs((before) => withInput(before, blockId, actionId, choice)),
    async press(blockId, actionId, choice) {
      if (busy) return;
      setBusy(`${blockId}/${actionId}`);
      setProblem(undefined);
      try {
        const current = choice === undefined ? inputs : withInput(inputs, blockId, actionId, choice);
        await api.press({ in: place, blockId, actionId, choice, inputs: current });
      } catch (error) {
        setProblem(error instanceof PageError ? error.message : 'That did not work.');
      } finally {
        setBusy(undefined);
      }
    },
  };
}
