import { Injectable } from '@nestjs/common';
import { type ConfigValues, descriptorOf, type SenderType } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { SecretBox } from '../../platform/security/SecretBox.js';
import { SecretService } from '../settings/SecretService.js';
import type { SecretMark } from '../settings/public.js';
import { type KeptSecrets, parseSenderType, parseStoredConfig, type ReadConfig, type StoredConfig } from './senderConfig.js';
import { bindingOf, earlierPlace, nameOf, storedConfigOf } from './senderSecretPlaces.js';
import type { SenderRow } from './SenderRepository.js';

/** By field: when it was set and by whom; null where an older version did not write it down. */
export type SecretMarks = ReadonlyMap<string, SecretMark | null>;

/** The secrets of senders, kept in the store of the workspace and bound to the settings that decide who gets to see them. */
@Injectable()
export class SenderSecrets {
  constructor(
    private readonly secrets: SecretService,
    private readonly secretBox: SecretBox,
  ) {}

  /** By field. Throws `secret.unreadable` when a row was altered after its secret was sealed. */
  async open(ctx: WorkspaceContext, row: Pick<SenderRow, 'id' | 'type' | 'config'>): Promise<Record<string, string>> {
    const config = parseStoredConfig(row.config);
    const opened: Record<string, string> = {};
    for (const key of secretFieldsOf(parseSenderType(row.type))) {
      const value = await this.secrets.open(ctx, { name: nameOf(row.type, key), subject: row.id }, bindingOf(config, key));
      if (value !== null) opened[key] = value;
    }
    return { ...this.openEarlier(row.id, config), ...opened };
  }

  async marksOf(ctx: WorkspaceContext, row: SenderRow | null): Promise<SecretMarks> {
    if (!row) return new Map();
    const stored = await this.secrets.marksOf(ctx, row.id);
    const earlier = parseStoredConfig(row.config).secrets;
    return new Map(
      secretFieldsOf(parseSenderType(row.type)).flatMap((key): [string, SecretMark | null][] => {
        const mark = stored.get(nameOf(row.type, key));
        return mark ? [[key, mark]] : earlier[key] ? [[key, null]] : [];
      }),
    );
  }

  /** What readSenderConfig keeps of the stored settings. */
  async keptOf(ctx: WorkspaceContext, row: SenderRow | null): Promise<KeptSecrets | null> {
    if (!row) return null;
    const keys = new Set((await this.marksOf(ctx, row)).keys());
    return { type: parseSenderType(row.type), values: parseStoredConfig(row.config).values, keys, open: () => this.open(ctx, row) };
  }

  /** In the unit of work that saves the settings; whatever else the row had is removed. */
  async save(ctx: WorkspaceContext, before: SenderRow | null, rowId: string, type: SenderType, read: ReadConfig): Promise<void> {
    const marks = await this.secrets.marksOf(ctx, rowId);
    const config = storedConfigOf(type, read.values, false);
    const names = new Set<string>();
    for (const key of secretFieldsOf(type)) {
      const value = read.values[key];
      if (typeof value !== 'string' || value === '') continue;
      const name = nameOf(type, key);
      names.add(name);
      const binding = bindingOf(config, key);
      if (!read.keptKeys.includes(key)) await this.secrets.set(ctx, { name, subject: rowId }, value, binding);
      else {
        const mark = marks.get(name) ?? { setAt: before?.updatedAt ?? '', setBy: null };
        await this.secrets.seal(ctx, { name, subject: rowId }, value, binding, mark);
      }
    }
    for (const name of marks.keys()) if (!names.has(name)) await this.secrets.remove(ctx, { name, subject: rowId });
  }

  /** All of an account that goes. */
  async remove(ctx: WorkspaceContext, accountId: string): Promise<void> {
    for (const name of (await this.secrets.marksOf(ctx, accountId)).keys()) await this.secrets.remove(ctx, { name, subject: accountId });
  }

  /** From the settings of an older version into the store. */
  async move(
    ctx: WorkspaceContext,
    row: Pick<SenderRow, 'id' | 'type' | 'updatedAt'>,
    config: StoredConfig,
    opened: ConfigValues,
  ): Promise<void> {
    for (const [key, value] of Object.entries(opened)) {
      const mark = { setAt: row.updatedAt, setBy: null };
      await this.secrets.seal(ctx, { name: nameOf(row.type, key), subject: row.id }, String(value), bindingOf(config, key), mark);
    }
  }

  private openEarlier(rowId: string, config: StoredConfig): Record<string, string> {
    return Object.fromEntries(
      Object.entries(config.secrets).map(([key, sealed]) => [key, this.secretBox.open(sealed, earlierPlace(rowId, key, config))]),
    );
  }
}

function secretFieldsOf(type: SenderType): string[] {
  return descriptorOf(type)
    .fields.filter(({ secret }) => secret)
    .map(({ key }) => key);
}
