import { ProviderError, type ProviderErrorDetails } from '../contracts/ProviderError.js';
import { TwilioRefusal, twilioErrorOf } from './twilioErrors.js';

/** Translates a failure of a request about a call. */
export function callErrorOf(error: unknown): ProviderError {
  const failure = twilioErrorOf(error, '');
  if (!(error instanceof TwilioRefusal)) return failure;
  const meaning = meaningOf(error) ?? {
    ...{ kind: failure.kind, scope: failure.scope, step: failure.step },
    message: failure.kind === 'limited' ? 'Twilio asked to call less often.' : failure.message,
  };
  return new ProviderError({ ...meaning, serverResponse: failure.serverResponse, responseCode: failure.responseCode });
}

const theirs = { kind: 'rejected', scope: 'recipient', step: 'to' } as const;
const ours = { kind: 'auth', scope: 'ours', step: 'from' } as const;

/** Null: what it means for a text too: the account, or that it is too fast. */
function meaningOf({ code, status }: TwilioRefusal): ProviderErrorDetails | null {
  switch (code) {
    case null:
      break;
    case 13224:
    case 13225:
    case 21201:
    case 21211:
    case 21214:
    case 21217:
      return { ...theirs, message: 'Twilio cannot call this number. Check it, with its country code.' };
    case 13227:
    case 21215:
    case 21216:
      return {
        ...theirs,
        message: 'The Twilio account may not call this country. Allow it at Twilio under Voice, Settings, Geo permissions.',
      };
    case 21219:
      return { ...theirs, message: 'A trial account of Twilio calls verified numbers only.' };
    case 21210:
    case 21212:
    case 21213:
    case 21606:
      return { ...ours, message: 'Twilio does not call from this number. Choose a number of the account that can make calls.' };
    case 20404:
      return { ...ours, message: 'Twilio does not know this account or call.' };
  }
  if (status === 401 || status === 403 || status === 429 || code === 30002) return null;
  if (status >= 500 || status < 400 || status === 408)
    return {
      kind: 'unknownOutcome',
      scope: 'recipient',
      step: 'data',
      message: `Twilio answered ${status}, which does not tell whether the call was made.`,
    };
  return { kind: 'rejected', scope: 'ours', step: 'data', message: `Twilio refused the call with ${code ?? status}.` };
}
