import { checkConfig, descriptorOf, senderTypes, type ConfigValue, type ConfigValues, type SenderType } from '@rapport/providers';
import { badSenderConfig, unknownSenderType } from './senderErrors.js';

/** How the settings of a sender are stored: secrets sealed, everything else readable. */
export interface StoredConfig {
  readonly values: ConfigValues;
  readonly secrets: Readonly<Record<string, string>>;
}

export function parseSenderType(type: string): SenderType {
  const known = senderTypes.find((candidate) => candidate === type);
  if (!known) throw unknownSenderType();
  return known;
}

export function parseStoredConfig(json: string): StoredConfig {
  const stored = JSON.parse(json) as { values?: ConfigValues; secrets?: Record<string, string> };
  return { values: stored.values ?? {}, secrets: stored.secrets ?? {} };
}

/** Checks what was typed. A secret that is left out is taken from `storedSecrets`; an explicit null or empty text removes it. */
export function readSenderConfig(
  type: SenderType,
  input: Readonly<Record<string, unknown>>,
  storedSecrets: Readonly<Record<string, string>>,
): ConfigValues {
  const merged: Record<string, unknown> = { ...input };
  for (const field of descriptorOf(type).fields) {
    const isKept = field.secret && (merged[field.key] === undefined || isPlaceholder(merged[field.key]));
    if (isKept) merged[field.key] = storedSecrets[field.key] ?? null;
  }
  const checked = checkConfig(descriptorOf(type), merged);
  if (!checked.ok) throw badSenderConfig(checked.problems);
  return checked.values;
}

/** What is answered: values as stored, and of each secret only whether there is one. */
export function presentConfig(type: SenderType, stored: StoredConfig): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const field of descriptorOf(type).fields) {
    shown[field.key] = field.secret ? { isSet: stored.secrets[field.key] !== undefined } : (stored.values[field.key] ?? null);
  }
  return shown;
}

export function splitSecrets(
  type: SenderType,
  values: ConfigValues,
): { plain: Record<string, ConfigValue>; secret: Record<string, string> } {
  const plain: Record<string, ConfigValue> = {};
  const secret: Record<string, string> = {};
  for (const field of descriptorOf(type).fields) {
    const value = values[field.key] ?? null;
    if (!field.secret) plain[field.key] = value;
    else if (typeof value === 'string' && value !== '') secret[field.key] = value;
  }
  return { plain, secret };
}

/** The dashboard may send back what it was shown. */
function isPlaceholder(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'isSet' in value;
}
