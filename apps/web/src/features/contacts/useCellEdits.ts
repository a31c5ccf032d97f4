import { useEffect, useEffectEvent, useRef } from 'react';
import { isTyping } from '../../shared/keyboard/useShortcut';
import type { DataColumn } from '../../shared/table/columns';
import { act } from '../../shared/ui/act';
import { toast, toastUndo, TOLD } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { ContactField } from './contactFieldInfo';
import { useUpdateRow } from './cellQueries';
import type { ContactChanges, ContactSummary } from './contactQueries';
import { changesBackTo, changesOf } from './contactEditing';

interface DoneEdit {
  readonly undo: () => Promise<unknown>;
  isUndone: boolean;
}

/** As many as anyone remembers. */
const MOST = 50;

/** Changes of single cells. Each can be undone from its toast, and with Ctrl+Z, the newest first. */
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

  return async (contact: ContactSummary, column: DataColumn<ContactSummary>, draft: string) => {
    const before = changesBackTo(column.id, contact);
    const save = (changes: ContactChanges) => update.mutateAsync({ contact, changes });
    const changed = await save(changesOf(column.id, draft, fields));
    const edit: DoneEdit = { isUndone: false, undo: () => save(before) };
    done.current = [...done.current, edit].slice(-MOST);
    toastUndo(`${column.header} of ${changed.displayName} changed`, () => undo(edit), 'cell');
  };
}
