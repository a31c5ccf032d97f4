import { ActionIcon, Textarea, TextInput, Tooltip, type TextareaProps, type TextInputProps } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useRef } from 'react';
import { insertInto } from './mergeTags';
import classes from './MergeTagPicker.module.css';
import { MergeTagPicker } from './MergeTagPicker';
import { TextSnippetButton } from './snippets/TextSnippetButton';

interface TagField {
  value: string;
  onChange: (value: string) => void;
}

/** One line of text that takes merge tags where the caret is. */
export function TagTextInput({ value, onChange, label, ...input }: Omit<TextInputProps, keyof TagField> & TagField) {
  const { field, button } = useTagField<HTMLInputElement>({ value, onChange }, String(label));
  return <TextInput {...input} {...field} label={label} rightSection={button} />;
}

/** Several lines of plain text that take merge tags where the caret is, and the words of snippets where `hasSnippets`. */
export function TagTextarea({
  value,
  onChange,
  label,
  hasSnippets = false,
  ...input
}: Omit<TextareaProps, keyof TagField> & TagField & { hasSnippets?: boolean }) {
  const { field, button, insert } = useTagField<HTMLTextAreaElement>({ value, onChange }, String(label));
  return (
    <Textarea
      {...input}
      {...field}
      label={label}
      rightSection={
        hasSnippets ? (
          <span className={classes.fieldTools}>
            {button}
            <TextSnippetButton onInsert={insert} label={String(label)} />
          </span>
        ) : (
          button
        )
      }
      rightSectionProps={{ style: { alignItems: 'flex-start', paddingTop: 4 } }}
    />
  );
}

function useTagField<Element extends HTMLInputElement | HTMLTextAreaElement>({ value, onChange }: TagField, label: string) {
  const element = useRef<Element>(null);
  const selection = useRef({ start: value.length, end: value.length });
  const remember = () => {
    const field = element.current;
    if (field) selection.current = { start: field.selectionStart ?? field.value.length, end: field.selectionEnd ?? field.value.length };
  };
  const insert = (text: string) => {
    const result = insertInto(value, selection.current, text);
    onChange(result.text);
    // After the picker has given the focus back to its button.
    setTimeout(() => {
      element.current?.focus();
      element.current?.setSelectionRange(result.caret, result.caret);
      remember();
    }, 0);
  };
  return {
    insert,
    field: {
      ref: element,
      dir: 'auto',
      value,
      onChange: (event: { currentTarget: Element }) => onChange(event.currentTarget.value),
      onSelect: remember,
      onBlur: remember,
    },
    button: (
      <MergeTagPicker onInsert={insert}>
        {(button) => (
          <Tooltip label="Insert merge tag">
            <ActionIcon {...button} aria-label={`Insert merge tag into ${label.toLowerCase()}`}>
              <IconBraces size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </MergeTagPicker>
    ),
  };
}
