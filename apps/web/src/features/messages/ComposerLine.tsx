import { Text } from '@mantine/core';

/** Where there is nothing to choose. */
export function ComposerLine({ label, value, note, error }: { label: string; value: string; note: string | null; error: string | null }) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="sm" dir="auto">
        {value}
      </Text>
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
      {error && (
        <Text size="sm" c="var(--rp-negative)" role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
