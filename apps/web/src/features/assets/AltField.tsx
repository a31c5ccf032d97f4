import { Checkbox, Stack, Textarea } from '@mantine/core';

export interface AltText {
  text: string;
  isDecoration: boolean;
}

export function altOf(alt: string | null): AltText {
  return { text: alt ?? '', isDecoration: alt === '' };
}

/** What is kept: null while a person has neither written it nor said that there is nothing to say. */
export function keptAlt({ text, isDecoration }: AltText): string | null {
  return isDecoration ? '' : text.trim() || null;
}

interface AltFieldProps {
  value: AltText;
  onChange: (value: AltText) => void;
  error?: React.ReactNode;
  hasFocus?: boolean;
}

/** What is read out, and shown while images are off, instead of the image. */
export function AltField({ value, onChange, error, hasFocus = false }: AltFieldProps) {
  return (
    <Stack gap="xs">
      <Textarea
        label="Alt text"
        description="What the image shows, in a sentence. Many mail programs show this instead of the image."
        placeholder={value.isDecoration ? 'None: the image only decorates' : 'Three tomato plants in a raised bed'}
        minRows={2}
        maxLength={500}
        dir="auto"
        data-path="alt"
        {...(hasFocus ? { 'data-autofocus': true } : {})}
        disabled={value.isDecoration}
        value={value.isDecoration ? '' : value.text}
        error={error}
        onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
      />
      <Checkbox
        label="It only decorates: screen readers skip it"
        checked={value.isDecoration}
        onChange={(event) => onChange({ ...value, isDecoration: event.currentTarget.checked })}
      />
    </Stack>
  );
}
