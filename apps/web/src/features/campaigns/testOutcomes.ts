import { isApiError } from '../../shared/api/apiError';

export interface TestOutcome {
  readonly to: string;
  /** Why it was not sent, in words; null when it was. */
  readonly problem: string | null;
}

interface TestAnswer {
  readonly ok: boolean;
  readonly serverResponse: string | null;
  readonly hint: string | null;
}

/** One message after the other: an address that is refused does not keep the others from theirs. Everything else that fails is thrown. */
export async function sendTests(addresses: readonly string[], send: (to: string) => Promise<TestAnswer>): Promise<TestOutcome[]> {
  const outcomes: TestOutcome[] = [];
  for (const to of addresses) outcomes.push({ to, problem: await problemWith(() => send(to)) });
  return outcomes;
}

async function problemWith(send: () => Promise<TestAnswer>): Promise<string | null> {
  try {
    const { ok, serverResponse, hint } = await send();
    return ok ? null : [serverResponse ?? 'The mail server refused the message.', hint].filter(Boolean).join(' ');
  } catch (error) {
    const refused = isApiError(error) ? error.fields?.find(({ field }) => field === 'to' || field === 'phone') : undefined;
    if (!refused) throw error;
    return refused.message;
  }
}

/** "Test sent to ann@example.com", "Test sent to 3 addresses"; null when none went out. */
export function sentWords(outcomes: readonly TestOutcome[]): string | null {
  const sent = outcomes.filter(({ problem }) => problem === null);
  if (sent.length === 0) return null;
  return sent.length === 1 ? `Test sent to ${sent[0]?.to ?? ''}` : `Test sent to ${sent.length} addresses`;
}

/** What the field says; of several addresses, which one it is about. */
export function problemWords(outcomes: readonly TestOutcome[]): string | undefined {
  const problems = outcomes.flatMap(({ to, problem }) => (problem === null ? [] : [outcomes.length === 1 ? problem : `${to}: ${problem}`]));
  return problems.length === 0 ? undefined : problems.join(' ');
}
