import {
  checkConfig,
  descriptorOf,
  senderTypes,
  type ConfigProblem,
  type ConfigValues,
  type ProviderDescriptor,
  type SenderType,
} from '@rapport/providers';
import { badSenderConfig, unknownSenderType } from './senderErrors.js';

/** How the settings of a sender are stored: secrets sealed, everything else readable. */
export interface StoredConfig {
  readonly values: ConfigValues;
  readonly secrets: Readonly<Record<string, string>>;
  /** By secret: the settings it was sealed for, part of what a sealed secret is bound to (secretPlace). */
  readonly boundTo: Readonly<Record<string, readonly string[]>>;
  /** Saved while workspaces were free to name servers of a private network (SenderReach). */
  readonly mayBePrivate: boolean;
}

export function parseSenderType(type: string): SenderType {
  const known = senderTypes.find((candidate) => candidate === type);
  if (!known) throw unknownSenderType();
  return known;
}

export function parseStoredConfig(json: string): StoredConfig {
  const { values = {}, secrets = {}, boundTo = {}, mayBePrivate = false } = JSON.parse(json) as Partial<StoredConfig>;
  return { values, secrets, boundTo, mayBePrivate };
}

/** The stored settings, as far as secrets that are left out come from them. */
export interface KeptSecrets {
  readonly type: SenderType;
  readonly stored: StoredConfig;
  /** Opened only where it is used: one that cannot be read any more may still be replaced. */
  readonly open: () => Readonly<Record<string, string>>;
}

/** Stands in for a stored secret while the other settings are checked. */
const KEPT = 'kept';

/**
 * Checks what was typed. A secret that is left out keeps its stored value, but only for the server and account it was entered for:
 * otherwise whoever may edit the settings could have it sent to a server of their own. An explicit null or empty text removes it.
 */
export function readSenderConfig(type: SenderType, input: Readonly<Record<string, unknown>>, before: KeptSecrets | null): ConfigValues {
  const descriptor = descriptorOf(type);
  const leftOut = descriptor.fields.filter(({ secret, key }) => secret && isLeftOut(input[key])).map(({ key }) => key);
  const kept = before?.type === type ? before : null;
  const standIns = leftOut.map((key) => [key, kept?.stored.secrets[key] === undefined ? null : KEPT] as const);
  const checked = checkConfig(descriptor, { ...input, ...Object.fromEntries(standIns) });
  if (!checked.ok) throw badSenderConfig(checked.problems);
  const keptKeys = standIns.filter(([, standIn]) => standIn !== null).map(([key]) => key);
  if (!kept || keptKeys.length === 0) return checked.values;
  const problems = secretsOfOthers(descriptor, keptKeys, kept.stored.values, checked.values);
  if (problems.length > 0) throw badSenderConfig(problems);
  const opened = kept.open();
  return { ...checked.values, ...Object.fromEntries(keptKeys.map((key) => [key, opened[key] ?? null])) };
}

function secretsOfOthers(
  { fields }: ProviderDescriptor,
  keptKeys: readonly string[],
  before: ConfigValues,
  after: ConfigValues,
): ConfigProblem[] {
  return fields.flatMap((field): ConfigProblem[] => {
    if (!field.secret || !keptKeys.includes(field.key)) return [];
    const changed = fields.filter(({ key }) => field.boundTo.includes(key) && (after[key] ?? null) !== (before[key] ?? null));
    if (changed.length === 0) return [];
    const names = changed.map(({ label }) => `“${label}”`).join(', ');
    const secret = field.label.toLowerCase();
    const message = `Enter the ${secret} again: ${names} changed, and the stored ${secret} is never sent to another server or account.`;
    return [{ field: field.key, code: 'secretNeededAgain', message }];
  });
}

/** What is answered: values as stored, and of each secret only whether there is one. */
export function presentConfig(type: SenderType, stored: StoredConfig): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const field of descriptorOf(type).fields) {
    shown[field.key] = field.secret ? { isSet: stored.secrets[field.key] !== undefined } : (stored.values[field.key] ?? null);
  }
  return shown;
}

/** Left out, or sent back as it was shown. */
function isLeftOut(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && 'isSet' in value);
}
