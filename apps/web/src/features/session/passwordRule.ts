export const PASSWORD_MIN = 10;

export function passwordProblem(password: string): string | null {
  return password.length >= PASSWORD_MIN ? null : `Use at least ${PASSWORD_MIN} characters`;
}
