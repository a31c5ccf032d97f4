import { Button, Kbd, Select, Text, Textarea } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import classes from './Comments.module.css';

interface CommentBoxProps {
  label: string;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
  /** The verb on the button. */
  send: string;
  isSending: boolean;
  error: unknown;
  onSend: () => void;
  /** Escape, and a button beside the other. */
  onCancel?: () => void;
  isFocused?: boolean;
  /** What sending leads to, where that is not plain. */
  hint?: string | undefined;
  inputRef?: Ref<HTMLTextAreaElement>;
  children?: ReactNode;
}

/** Where a comment, an answer or a correction is written. Ctrl+Enter sends, Escape cancels. */
export function CommentBox(props: CommentBoxProps) {
  const { label, placeholder, text, onText, send, isSending, error, onSend, onCancel, isFocused, hint, inputRef, children } = props;
  const isEmpty = text.trim() === '';
  const submit = () => {
    if (!isEmpty && !isSending) onSend();
  };
  return (
    <form
      className={classes.box}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        ref={inputRef}
        aria-label={label}
        description={hint}
        inputWrapperOrder={['input', 'description', 'error']}
        placeholder={placeholder}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={2000}
        dir="auto"
        autoFocus={isFocused}
        data-autofocus={isFocused || undefined}
        value={text}
        error={error ? ((isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error)) : null}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && onCancel) onCancel();
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          else return;
          event.preventDefault();
        }}
      />
      <div className={classes.boxFoot}>
        {children}
        <span className={classes.boxActions}>
          {!children && (
            <Text size="xs" c="dimmed" visibleFrom="sm" mr="auto">
              <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
            </Text>
          )}
          {onCancel && (
            <Button variant="default" size="xs" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" size="xs" loading={isSending} disabled={isEmpty}>
            {send}
          </Button>
        </span>
      </div>
    </form>
  );
}

interface PlaceSelectProps {
  places: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

export function PlaceSelect({ places, value, onChange }: PlaceSelectProps) {
  return (
    <Select
      aria-label="About"
      size="xs"
      className={classes.place}
      allowDeselect={false}
      data={[...places]}
      value={places.some((place) => place.value === value) ? value : ''}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
