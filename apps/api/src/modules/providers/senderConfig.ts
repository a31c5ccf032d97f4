import {
  checkConfig,
  descriptorOf,
  isAskedFor,
  senderTypes,
  type ConfigField,
  type ConfigProblem,
  type ConfigValues,
  type ProviderDescriptor,
  type SecretField,
  type SenderType,
} from '@rapport/providers';
import { badSenderConfig, otherChannel, unknownSenderType } from './senderErrors.js';

/** How the settings of a sender are stored: readable, because the secrets are in the store of the workspace (SenderSecrets). */
export interface StoredConfig {
  readonly values: ConfigValues;
  /** Sealed secrets of versions that kept them here; the next start moves them (MoveSenderSecrets). */
  readonly secrets: Readonly<Record<string, string>>;
  /** By secret: the settings it was sealed for, part of what a sealed secret is bound to. */
  readonly boundTo: Readonly<Record<string, readonly string[]>>;
  /** Saved while workspaces were free to name servers of a private network (SenderReach). */
  readonly mayBePrivate: boolean;
}

export function parseSenderType(type: string): SenderType {
  const known = senderTypes.find((candidate) => candidate === type);
  if (!known) throw unknownSenderType();
  return known;
}

/** An account keeps its channel: campaigns, reports and answers belong to it. */
export function assertSameChannel(before: SenderType, after: SenderType): void {
  if (descriptorOf(before).channel !== descriptorOf(after).channel) throw otherChannel();
}

export function parseStoredConfig(json: string): StoredConfig {
  const { values = {}, secrets = {}, boundTo = {}, mayBePrivate = false } = JSON.parse(json) as Partial<StoredConfig>;
  return { values, secrets, boundTo, mayBePrivate };
}

/** The stored settings, as far as secrets that are left out come from them. */
export interface KeptSecrets extends KeptSettings {
  readonly type: SenderType;
}

export interface KeptSettings {
  readonly values: ConfigValues;
  /** The fields that have one. */
  readonly keys: ReadonlySet<string>;
  /** Opened only where it is used: one that cannot be read any more may still be replaced. */
  readonly open: () => Promise<Readonly<Record<string, string>>>;
}

/** Checked settings, with their secrets. */
export interface ReadConfig {
  readonly values: ConfigValues;
  /** The secrets that were not typed anew. */
  readonly keptKeys: readonly string[];
}

/**
 * Checks what was typed. A secret that is left out keeps its stored value, but only for the server and account it was entered for:
 * otherwise whoever may edit the settings could have it sent to a server of their own. An explicit null or empty text removes it.
 */
export function readSenderConfig(
  type: SenderType,
  input: Readonly<Record<string, unknown>>,
  before: KeptSecrets | null,
): Promise<ReadConfig> {
  return readConfig(descriptorOf(type), input, before?.type === type ? before : null);
}

/** The same for whatever has a descriptor. */
export async function readConfig(
  descriptor: ProviderDescriptor,
  input: Readonly<Record<string, unknown>>,
  kept: KeptSettings | null,
): Promise<ReadConfig> {
  const leftOut = descriptor.fields.filter(({ secret, key }) => secret && isLeftOut(input[key])).map(({ key }) => key);
  const keptKeys = leftOut.filter((key) => kept?.keys.has(key));
  const blanks = Object.fromEntries(leftOut.map((key) => [key, null]));
  const checked = checkConfig(descriptor, { ...input, ...blanks }, new Set(keptKeys));
  if (!checked.ok) throw badSenderConfig(checked.problems);
  if (!kept || keptKeys.length === 0) return { values: checked.values, keptKeys: [] };
  const asked = descriptor.fields.filter((field) => isAskedFor(field, checked.values));
  const changed = changedOf(asked, kept.values, checked.values).filter(({ field }) => keptKeys.includes(field.key));
  const problems = changed.flatMap(({ field, labels }) => (field.isGranted ? [] : [neededAgain(field, labels)]));
  if (problems.length > 0) throw badSenderConfig(problems);
  // What a vendor granted for other settings is dropped: the person signs in again.
  const staying = keptKeys.filter((key) => asked.some((field) => field.key === key) && !changed.some(({ field }) => field.key === key));
  const opened = staying.length > 0 ? await kept.open() : {};
  return { values: { ...checked.values, ...Object.fromEntries(staying.map((key) => [key, opened[key] ?? null])) }, keptKeys: staying };
}

/** Secrets whose settings changed, with the labels of those. */
function changedOf(
  fields: readonly ConfigField[],
  before: ConfigValues,
  after: ConfigValues,
): { readonly field: SecretField; readonly labels: readonly string[] }[] {
  return fields.flatMap((field) => {
    if (!field.secret) return [];
    const changed = fields.filter(({ key }) => field.boundTo.includes(key) && (after[key] ?? null) !== (before[key] ?? null));
    return changed.length > 0 ? [{ field, labels: changed.map(({ label }) => label) }] : [];
  });
}

function neededAgain({ key, label }: SecretField, labels: readonly string[]): ConfigProblem {
  const names = labels.map((one) => `“${one}”`).join(', ');
  const secret = label.toLowerCase();
  const message = `Enter the ${secret} again: ${names} changed, and the stored ${secret} is never sent to another server or account.`;
  return { field: key, code: 'secretNeededAgain', message };
}

/** What is answered: values as stored, and of each secret only whether there is one, since when and by whom. */
export function presentConfig(
  type: SenderType,
  { values }: StoredConfig,
  secrets: ReadonlyMap<string, ShownSecret>,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const field of descriptorOf(type).fields) {
    shown[field.key] = field.secret ? (secrets.get(field.key) ?? { isSet: false }) : (values[field.key] ?? null);
  }
  return shown;
}

/** A secret as it is answered. */
export interface ShownSecret {
  readonly isSet: true;
  readonly setAt: string | null;
  /** A name. */
  readonly setBy: string | null;
}

/** Left out, or sent back as it was shown. */
function isLeftOut(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && 'isSet' in value);
}
