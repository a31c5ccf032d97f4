import { TextInput, type TextInputProps } from '@mantine/core';

/** A code from an authenticator app; a recovery code fits as well. Phones offer their one-time codes for it. */
export function CodeInput(props: TextInputProps) {
  return (
    <TextInput
      label="Code"
      description="Six digits from your authenticator app, or a recovery code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={20}
      {...props}
    />
  );
}

export function codeProblem(code: string): string | null {
  return code.replace(/\s/g, '').length >= 6 ? null : 'Enter the six digits, or a recovery code';
}
