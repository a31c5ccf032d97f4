import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { isApiError, messageOf } from '../api/apiError';
import classes from './InlineField.module.css';
import { useInlineEdit, type InlineEdit } from './useInlineEdit';

/** `choices`: the value is a JSON list of what is chosen. */
export type InlineKind = 'text' | 'longText' | 'email' | 'tel' | 'url' | 'number' | 'date' | 'dateTime' | 'select' | 'choices';

interface InlineFieldProps {
  label: string;
  /** As it is typed; empty when there is none. */
  value: string;
  onSave: (value: string) => Promise<unknown>;
  kind?: InlineKind;
  options?: readonly { value: string; label: string }[];
  /** What the fact is for; shown below its editor. */
  description?: string | null | undefined;
  /** Stands behind what is typed: the currency of an amount. */
  unit?: string | null | undefined;
  /** How a value that is there is shown; the text itself when left out. */
  children?: ReactNode;
  isReadOnly?: boolean;
  /** Says more about a refusal than its message: a link, a button. */
  explain?: (error: unknown) => ReactNode;
}

/** One fact of a record: a label, and a value that turns into its own editor. */
export function InlineField(props: InlineFieldProps) {
  const { label, value, kind = 'text', isReadOnly = false, children } = props;
  const edit = useInlineEdit(value, props.onSave);
  const labelId = useId();
  const buttonId = useId();
  const display = useRef<HTMLButtonElement>(null);
  const closesToFocus = useRef(false);

  // Focus goes back to where the edit began, but only when a key ended it.
  useEffect(() => {
    if (edit.isEditing || !closesToFocus.current) return;
    closesToFocus.current = false;
    display.current?.focus();
  }, [edit.isEditing]);

  const shown = value === '' ? <span className={classes.none}>{isReadOnly ? '–' : 'Empty'}</span> : (children ?? value);
  return (
    <div className={classes.field} data-inline-field={label}>
      <span id={labelId} className={classes.label} dir="auto" title={label}>
        {label}
      </span>
      {edit.isEditing ? (
        <InlineEditor {...props} kind={kind} edit={edit} labelId={labelId} onKeyEnd={() => (closesToFocus.current = true)} />
      ) : isReadOnly ? (
        <span className={classes.fixed} data-kind={kind} dir="auto">
          {shown}
        </span>
      ) : (
        <button
          ref={display}
          type="button"
          id={buttonId}
          className={classes.value}
          data-kind={kind}
          aria-labelledby={`${labelId} ${buttonId}`}
          aria-description="Edit"
          onClick={edit.start}
          dir="auto"
        >
          {shown}
        </button>
      )}
    </div>
  );
}

interface EditorProps extends Pick<InlineFieldProps, 'value' | 'options' | 'description' | 'unit' | 'explain'> {
  kind: InlineKind;
  edit: InlineEdit;
  /** Of the element that names what is edited; `label` says it where there is none. */
  labelId?: string;
  label?: string;
  onKeyEnd: () => void;
}

/** The editor of one value, by itself: `InlineField` opens it in a record, a table in a cell. */
export function InlineEditor({ kind, edit, labelId, label, options = [], description, unit, explain, onKeyEnd, value }: EditorProps) {
  const error = edit.error == null ? null : (explain?.(edit.error) ?? problemOf(edit.error));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onKeyEnd();
      edit.cancel();
    }
    const isEnd = kind === 'longText' ? event.ctrlKey || event.metaKey : !['select', 'choices'].includes(kind);
    if (event.key === 'Enter' && isEnd) {
      event.preventDefault();
      onKeyEnd();
      void edit.commit();
    }
  };
  const common = {
    ...(labelId === undefined ? { 'aria-label': label } : { 'aria-labelledby': labelId }),
    autoFocus: true,
    error,
    description,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    onKeyDown,
    classNames: { root: classes.editor, error: classes.error },
  };
  if (kind === 'select') {
    return (
      <Select
        {...common}
        data={options}
        value={value || null}
        defaultDropdownOpened
        clearable
        searchable={options.length > 8}
        disabled={edit.isSaving}
        onChange={(next) => {
          onKeyEnd();
          void edit.commit(next ?? '');
        }}
        onDropdownClose={() => edit.error == null && edit.cancel()}
        onBlur={edit.cancel}
      />
    );
  }
  if (kind === 'choices') return <Choices common={common} edit={edit} options={options} onKeyEnd={onKeyEnd} />;
  // A button inside the error message is part of the field: pressing it must not send the refused value once more.
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (event.relatedTarget instanceof Element && event.relatedTarget.closest('[data-inline-field]')?.contains(event.currentTarget)) return;
    if (edit.error == null) void edit.commit();
  };
  if (kind === 'longText') {
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={12}
        dir="auto"
        value={edit.draft}
        readOnly={edit.isSaving}
        aria-busy={edit.isSaving}
        onChange={(event) => edit.setDraft(event.currentTarget.value)}
        onBlur={onBlur}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={INPUT_TYPES[kind] ?? 'text'}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      rightSection={unit ? <span className={classes.unit}>{unit}</span> : undefined}
      dir="auto"
      value={edit.draft}
      readOnly={edit.isSaving}
      aria-busy={edit.isSaving}
      onFocus={(event) => !isPicked(kind) && event.currentTarget.select()}
      onChange={(event) => edit.setDraft(event.currentTarget.value)}
      onBlur={onBlur}
    />
  );
}

const INPUT_TYPES: Partial<Record<InlineKind, string>> = {
  email: 'email',
  tel: 'tel',
  url: 'url',
  date: 'date',
  dateTime: 'datetime-local',
};

function isPicked(kind: InlineKind): boolean {
  return kind === 'date' || kind === 'dateTime';
}

interface ChoicesProps extends Pick<EditorProps, 'edit' | 'onKeyEnd'> {
  common: { readonly onKeyDown: (event: KeyboardEvent) => void };
  options: readonly { value: string; label: string }[];
}

/** Several are chosen before they are saved together, when the list closes. */
function Choices({ common, edit, options, onKeyEnd }: ChoicesProps) {
  // Escape closes the list as well, and then nothing is to be saved.
  const isCancelled = useRef(false);
  const chosen = edit.draft === '' ? [] : (JSON.parse(edit.draft) as string[]);
  return (
    <MultiSelect
      {...common}
      onKeyDown={(event) => {
        isCancelled.current = event.key === 'Escape';
        common.onKeyDown(event);
      }}
      data={options}
      value={chosen}
      defaultDropdownOpened
      clearable
      searchable={options.length > 8}
      hidePickedOptions={false}
      disabled={edit.isSaving}
      onChange={(next) => edit.setDraft(next.length === 0 ? '' : JSON.stringify([...next].sort()))}
      onDropdownClose={() => {
        onKeyEnd();
        if (edit.error == null && !isCancelled.current) void edit.commit();
      }}
    />
  );
}

/** The server's words about the field itself, else about the whole. */
function problemOf(error: unknown): string {
  return (isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error);
}
