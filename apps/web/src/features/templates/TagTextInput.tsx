import { ActionIcon, TextInput, Tooltip, type TextInputProps } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useRef } from 'react';
import { insertInto } from './mergeTags';
import { MergeTagPicker } from './MergeTagPicker';

interface TagTextInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value: string;
  onChange: (value: string) => void;
}

/** One line of text that takes merge tags where the caret is. */
export function TagTextInput({ value, onChange, label, ...input }: TagTextInputProps) {
  const element = useRef<HTMLInputElement>(null);
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
  return (
    <TextInput
      {...input}
      ref={element}
      dir="auto"
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onSelect={remember}
      onBlur={remember}
      rightSection={
        <MergeTagPicker onInsert={insert}>
          {(button) => (
            <Tooltip label="Insert merge tag">
              <ActionIcon {...button} aria-label={`Insert merge tag into ${String(label).toLowerCase()}`}>
                <IconBraces size={15} />
              </ActionIcon>
            </Tooltip>
          )}
        </MergeTagPicker>
      }
    />
  );
}
