import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CustomFieldRepository, type FieldWrite } from './CustomFieldRepository.js';
import { FieldTexts } from './FieldTexts.js';
import type { TextOfValues } from './fieldText.js';

const LOOKUP = 500;

/** Values of custom fields by the thousand, inside the caller's transaction, for contacts that the caller knows to be of this workspace. */
@Injectable()
export class CustomFieldBatchService {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly texts: FieldTexts,
    private readonly clock: Clock,
  ) {}

  /** Stored values: contact id, then field name. */
  async load(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<Map<string, Map<string, string | null>>> {
    const values = new Map<string, Map<string, string | null>>();
    for (let start = 0; start < contactIds.length; start += LOOKUP) {
      for (const { contactId, fieldName, value } of await this.fields.listValuesOf(ctx, contactIds.slice(start, start + LOOKUP))) {
        const own = values.get(contactId) ?? new Map<string, string | null>();
        values.set(contactId, own.set(fieldName, value));
      }
    }
    return values;
  }

  async clear(ctx: WorkspaceContext, values: readonly { readonly contactId: string; readonly fieldName: string }[]): Promise<void> {
    for (const { contactId, fieldName } of values) await this.fields.deleteValue(ctx, contactId, fieldName);
    await this.refresh(ctx, values);
  }

  async write(ctx: WorkspaceContext, writes: readonly FieldWrite[]): Promise<void> {
    await this.writeWithContacts(ctx, writes);
    await this.refresh(ctx, writes);
  }

  /** The same for whoever has written with the contacts what the search looks through (`prepareTexts`). */
  writeWithContacts(ctx: WorkspaceContext, writes: readonly FieldWrite[]): Promise<void> {
    return this.fields.writeMany(ctx, writes, nowIso(this.clock));
  }

  /** The same for contacts that were created in this transaction and have no value yet. */
  writeWithNewContacts(ctx: WorkspaceContext, writes: readonly FieldWrite[]): Promise<void> {
    return this.fields.writeMany(ctx, writes, nowIso(this.clock), { areFirst: true });
  }

  /** What makes the search text of all values of a contact. */
  prepareTexts(ctx: WorkspaceContext): Promise<TextOfValues> {
    return this.texts.prepare(ctx);
  }

  private refresh(ctx: WorkspaceContext, changed: readonly { readonly contactId: string }[]): Promise<void> {
    return this.texts.refresh(ctx, [...new Set(changed.map(({ contactId }) => contactId))]);
  }
}
