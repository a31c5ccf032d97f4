import { type KeyboardEvent, useRef } from 'react';
import { InlineEditor, type InlineKind } from '../form/InlineField';
import { useInlineEdit } from '../form/useInlineEdit';
import type { DataColumn } from './columns';
import classes from './DataTable.module.css';
import type { DataTableProps } from './tableProps';

/** Where the focus goes when the edit is over; null leaves it where it went by itself. */
export type AfterEdit = 'stay' | 'down' | 'next' | 'previous' | null;

interface CellEditorProps<Row> {
  row: Row;
  column: DataColumn<Row>;
  kind: InlineKind;
  props: DataTableProps<Row>;
  onClose: (after: AfterEdit) => void;
}

/** Lies over its cell. Enter saves and goes down, Tab saves and goes on, Escape keeps the old value; a refusal keeps it open and says why. */
export function CellEditor<Row>({ row, column, kind, props, onClose }: CellEditorProps<Row>) {
  const { editing, header } = column;
  const value = editing?.draft(row) ?? '';
  const inner = useInlineEdit(value, async (draft) => props.onEdit?.(row, column, draft));
  const after = useRef<AfterEdit>(null);
  const edit = {
    ...inner,
    commit: async (next?: string) => {
      const isClosed = await inner.commit(next);
      if (isClosed) onClose(after.current);
      return isClosed;
    },
    cancel: () => {
      inner.cancel();
      onClose(after.current);
    },
  };
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'Escape') after.current = 'stay';
    if (event.key === 'Enter') after.current = 'down';
    if (event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    after.current = event.shiftKey ? 'previous' : 'next';
    void edit.commit();
  };
  // Keys in the editor are not those of the table.
  const stop = (event: { stopPropagation: () => void }) => event.stopPropagation();
  return (
    <div
      className={classes.editor}
      data-cell-editor
      data-inline-field={header}
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={stop}
      onClick={stop}
      onDoubleClick={stop}
    >
      <InlineEditor
        kind={kind}
        edit={edit}
        label={`${header} of ${props.rowName(row)}`}
        value={value}
        unit={editing?.unit}
        onKeyEnd={() => (after.current ??= 'stay')}
        {...(editing?.options ? { options: editing.options(row) } : {})}
        {...(props.explainEdit ? { explain: props.explainEdit } : {})}
      />
    </div>
  );
}
