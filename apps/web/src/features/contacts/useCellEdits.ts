import { useEffect, useEffectEvent, useRef } from 'react';
import { plural } from '../../shared/format/format';
import { isTyping } from '../../shared/keyboard/useShortcut';
import type { DataColumn } from '../../shared/table/columns';
import { act } from '../../shared/ui/act';
import { toast, toastUndo, TOLD } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { ContactField } from './contactFieldInfo';
import { useUpdateRow } from './cellQueries';
import type { ContactChanges, ContactSummary } from './contactQueries';
import { changesBackTo, changesOf } from './contactEditing';
import { backTo, byContact, type PastePlan } from './pastePlan';

export interface PasteFailure {
  readonly contact: ContactSummary;
  readonly error: unknown;
}

interface DoneEdit {
  readonly undo: () => Promise<unknown>;
  isUndone: boolean;
}

/** As many as anyone remembers. */
const MOST = 50;

/** Changes of cells, one by one or pasted together. Each can be undone from its toast, and with Ctrl+Z, the newest first. */
export function useCellEdits(fields: readonly ContactField[]) {
  const update = useUpdateRow(useWorkspaceId());
  const done = useRef<DoneEdit[]>([]);

  /** Answers `TOLD` when it was undone before. */
  const undo = async (edit: DoneEdit): Promise<unknown> => {
    if (edit.isUndone) return TOLD;
    edit.isUndone = true;
    done.current = done.current.filter((one) => one !== edit);
    try {
      return await edit.undo();
    } catch (error) {
      edit.isUndone = false;
      done.current = [...done.current, edit];
      throw error;
    }
  };

  const onUndoKey = useEffectEvent((event: KeyboardEvent) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z';
    const newest = done.current.at(-1);
    if (!isUndo || !newest || isTyping(event.target) || document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
    event.preventDefault();
    void act(async () => {
      if ((await undo(newest)) !== TOLD) toast('Undone');
    });
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onUndoKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const offer = (edit: DoneEdit, message: string, replaces?: string) => {
    done.current = [...done.current, edit].slice(-MOST);
    toastUndo(message, () => undo(edit), replaces);
  };

  const editCell = async (contact: ContactSummary, column: DataColumn<ContactSummary>, draft: string) => {
    const before = changesBackTo(column.id, contact);
    const save = (changes: ContactChanges) => update.mutateAsync({ contact, changes });
    const changed = await save(changesOf(column.id, draft, fields));
    offer({ isUndone: false, undo: () => save(before) }, `${column.header} of ${changed.displayName} changed`, 'cell');
  };

  /** Many cells at once, with one way back for all that were changed. Answers who could not be changed, and why. */
  const applyPaste = async (plan: PastePlan, onProgress: (done: number) => void): Promise<PasteFailure[]> => {
    const failures: PasteFailure[] = [];
    const backs: { contact: ContactSummary; changes: ContactChanges }[] = [];
    let cells = 0;
    const contacts = byContact(plan.changes);
    for (const [at, { contact, columns, changes }] of contacts.entries()) {
      try {
        await update.mutateAsync({ contact, changes });
        backs.push({ contact, changes: backTo(contact, columns) });
        cells += columns.length;
      } catch (error) {
        failures.push({ contact, error });
      }
      onProgress(at + 1);
    }
    if (backs.length > 0) {
      const back = async () => {
        // What was taken back already is not sent again when a later one fails and undo is chosen once more.
        for (let next = backs.at(-1); next; next = backs.at(-1)) {
          await update.mutateAsync(next);
          backs.pop();
        }
      };
      offer({ isUndone: false, undo: back }, `${plural(cells, 'cell')} of ${plural(backs.length, 'contact')} changed`);
    }
    return failures;
  };
  return { editCell, applyPaste };
}
