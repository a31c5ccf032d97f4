import { toastError, toastUndo } from './toasts';

/**
 * Runs what a button began to its end, also when the button is gone by then; a failure is told in a toast. Whoever shows it better awaits
 * the mutation itself. Answers whether it was done.
 */
export async function act(run: () => unknown): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

interface UndoableAct {
  act: () => unknown;
  /** What is told when it was done: "Ada Lovelace moved to trash". */
  done: string;
  undo: () => unknown;
}

/** An act with a way back. The row that began it may be gone when it is done; the offer to undo comes all the same. */
export async function actWithUndo({ act: run, done, undo }: UndoableAct): Promise<boolean> {
  const isDone = await act(run);
  if (isDone) toastUndo(done, undo);
  return isDone;
}
