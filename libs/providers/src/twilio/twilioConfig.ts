import type { ConfigValue, ConfigValues, ProviderDescriptor } from '../contracts/ProviderDescriptor.js';

export interface TwilioConfig {
  readonly accountSid: string;
  /** Signs Twilio's reports to us, and opens the account where there is no key. */
  readonly authToken: string;
  /** Null: with the auth token. */
  readonly key: { readonly sid: string; readonly secret: string } | null;
  readonly from: TwilioOrigin;
}

/** Whom texts come from: a messaging service picks one of its numbers; a name cannot be answered. */
export type TwilioOrigin =
  { readonly kind: 'service'; readonly sid: string } | { readonly kind: 'number' | 'shortCode' | 'name'; readonly value: string };

const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/;
const KEY_SID = /^SK[0-9a-fA-F]{32}$/;
const SERVICE_SID = /^MG[0-9a-fA-F]{32}$/;
const NUMBER = /^\+[1-9]\d{6,14}$/;
const SHORT_CODE = /^[1-9]\d{2,7}$/;
const NAME = /^(?=.*[A-Za-z])[A-Za-z0-9 +\-_&]{1,11}$/;

export const twilioDescriptor: ProviderDescriptor = {
  type: 'twilio',
  channel: 'text',
  label: 'Twilio',
  description:
    'Sends texts through Twilio, and is told of deliveries, answers and STOP. You need an account there and a number or a messaging service.',
  fields: [
    {
      key: 'accountSid',
      label: 'Account SID',
      kind: 'text',
      required: true,
      secret: false,
      help: 'On the first page of the Twilio console. It begins with AC.',
      check: (text) =>
        ACCOUNT_SID.test(text) ? null : 'An account SID is AC and 32 digits or letters from a to f. Copy it from the Twilio console.',
    },
    {
      key: 'authToken',
      label: 'Auth token',
      kind: 'password',
      required: true,
      secret: true,
      boundTo: ['accountSid'],
      provesReports: true,
      help: 'Beside the account SID. Twilio signs its reports with it, so it is needed even where texts are sent with an API key.',
    },
    {
      key: 'from',
      label: 'Number or messaging service',
      kind: 'text',
      required: true,
      secret: false,
      help: 'A number of the account such as +14155550100, a short code, a sender name of up to 11 letters, or the SID of a messaging service, which begins with MG.',
      check: (text) =>
        originOf(text)
          ? null
          : 'Enter a number with its country code such as +14155550100, a short code, a name of up to 11 letters and digits, or an SID that begins with MG.',
    },
    {
      key: 'apiKey',
      label: 'API key SID',
      kind: 'text',
      required: false,
      secret: false,
      help: 'Optional: sends with a key that you can revoke without changing the auth token. It begins with SK.',
      check: (text) => (KEY_SID.test(text) ? null : 'The SID of an API key is SK and 32 digits or letters from a to f.'),
    },
    {
      key: 'apiSecret',
      label: 'API key secret',
      kind: 'password',
      required: false,
      secret: true,
      boundTo: ['accountSid', 'apiKey'],
      help: 'Twilio shows it once, when the key is made.',
    },
  ],
};

/** From checked values (see checkConfig) to the typed settings. */
export function twilioConfigOf(values: ConfigValues): TwilioConfig {
  const [sid, secret] = [textOf(values['apiKey']), textOf(values['apiSecret'])];
  return {
    accountSid: String(values['accountSid']),
    authToken: String(values['authToken']),
    key: sid !== null && secret !== null ? { sid, secret } : null,
    from: originOf(String(values['from'])) ?? { kind: 'name', value: String(values['from']) },
  };
}

function originOf(text: string): TwilioOrigin | null {
  const plain = text.replace(/[\s().-]/g, '');
  if (SERVICE_SID.test(text)) return { kind: 'service', sid: text };
  if (NUMBER.test(plain)) return { kind: 'number', value: plain };
  if (SHORT_CODE.test(plain)) return { kind: 'shortCode', value: plain };
  return NAME.test(text) ? { kind: 'name', value: text } : null;
}

function textOf(value: ConfigValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
