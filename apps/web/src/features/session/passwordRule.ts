import { PASSWORD_MIN_LENGTH } from '@rapport/common';

const LEAST = `at least ${PASSWORD_MIN_LENGTH} characters`;

export const passwordHint = `A${LEAST.slice(1)}`;

export function passwordProblem(password: string): string | null {
  return password.length >= PASSWORD_MIN_LENGTH ? null : `Use ${LEAST}`;
}
