import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import type { ReadableValue } from '../contacts/ContactPartReferences.js';
import { ContactTextService } from '../contacts/ContactTextService.js';
import type { CustomText } from '../contacts/public.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
import { readableValue, searchedFields, textOfFields, type TextOfValues } from './fieldText.js';

export const RENEW_FIELD_TEXTS = 'customFields.renewTexts';

export interface RenewFieldTextsPayload {
  readonly workspaceId: string;
}

const LOOKUP = 500;

/** Keeps what the search looks through of custom values, where values or their fields change without the contact. */
@Injectable()
export class FieldTexts {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly contacts: ContactTextService,
    private readonly queue: JobQueue,
  ) {}

  /** What makes the text of a contact's values, for whoever writes it with the contact. */
  async prepare(ctx: WorkspaceContext): Promise<TextOfValues> {
    return textOfFields(await this.fields.listDefinitions(ctx));
  }

  /** What the search looks through, as people read it, in the order of the fields. */
  async readable(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<Map<string, ReadableValue[]>> {
    const searched = searchedFields(await this.fields.listDefinitions(ctx));
    const rows = await this.fields.listValuesOfFields(
      ctx,
      contactIds,
      searched.map(({ id }) => id),
    );
    const places = new Map(searched.map(({ fieldName }, place) => [fieldName, place]));
    const values = new Map<string, ReadableValue[]>(contactIds.map((id) => [id, []]));
    for (const { contactId, fieldName, value } of rows.sort((a, b) => (places.get(a.fieldName) ?? 0) - (places.get(b.fieldName) ?? 0))) {
      const definition = searched[places.get(fieldName) ?? -1];
      if (definition && value !== null) values.get(contactId)?.push({ label: definition.label, text: readableValue(definition, value) });
    }
    return values;
  }

  /** Inside the unit of work that has changed values of these contacts. */
  async refresh(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const textOf = await this.prepare(ctx);
    for (let start = 0; start < contactIds.length; start += LOOKUP)
      await this.contacts.write(ctx, await this.textsOf(ctx, contactIds.slice(start, start + LOOKUP), textOf));
  }

  /** Of new contacts, whose values are known. */
  write(ctx: WorkspaceContext, texts: ReadonlyMap<string, CustomText>): Promise<void> {
    return this.contacts.write(ctx, texts);
  }

  /** After a change of a field that concerns all who have a value of it. A job does the work, in steps. */
  async renewAll(ctx: WorkspaceContext): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO custom_text_refold (workspace_id, after_id) VALUES (${ctx.workspaceId}, '') ON CONFLICT (workspace_id) DO UPDATE SET after_id = ''`,
    );
    await this.enqueue(ctx, ctx.workspaceId);
  }

  enqueue(ctx: Pick<Context, 'manager'>, workspaceId: string): Promise<void> {
    return this.queue.enqueue(ctx, {
      name: RENEW_FIELD_TEXTS,
      payload: { workspaceId } satisfies RenewFieldTextsPayload,
      key: `${RENEW_FIELD_TEXTS}:${workspaceId}`,
      queue: `${RENEW_FIELD_TEXTS}:${workspaceId}`,
    });
  }

  async listPending(ctx: Pick<Context, 'manager'>): Promise<string[]> {
    const rows = await queryRows<RenewFieldTextsPayload>(ctx.manager, sql`SELECT workspace_id AS "workspaceId" FROM custom_text_refold`);
    return rows.map(({ workspaceId }) => workspaceId);
  }

  /** Goes through the next contacts. True when there are no more. */
  async renewNext(ctx: WorkspaceContext, limit: number): Promise<boolean> {
    const mark = await queryOne<{ afterId: string }>(
      ctx.manager,
      sql`SELECT after_id AS "afterId" FROM custom_text_refold WHERE workspace_id = ${ctx.workspaceId}`,
    );
    if (!mark) return true;
    const rows = await this.contacts.listNext(ctx, mark.afterId, limit);
    const ids = rows.map(({ id }) => id);
    const texts = await this.textsOf(ctx, ids, await this.prepare(ctx));
    for (const row of rows) {
      const text = texts.get(row.id);
      if (text && text.text !== row.text) await this.contacts.writeUnchanged(ctx, row, text);
    }
    // Whoever changes a field meanwhile puts the mark back to the beginning: then it is neither moved nor removed.
    const last = rows.at(-1);
    if (last && rows.length === limit) {
      await execute(
        ctx.manager,
        sql`UPDATE custom_text_refold SET after_id = ${last.id} WHERE workspace_id = ${ctx.workspaceId} AND after_id = ${mark.afterId}`,
      );
      return false;
    }
    return (
      (await execute(
        ctx.manager,
        sql`DELETE FROM custom_text_refold WHERE workspace_id = ${ctx.workspaceId} AND after_id = ${mark.afterId}`,
      )) === 1
    );
  }

  private async textsOf(ctx: WorkspaceContext, contactIds: readonly string[], textOf: TextOfValues): Promise<Map<string, CustomText>> {
    const values = new Map<string, Map<string, string | null>>(contactIds.map((id) => [id, new Map()]));
    for (const { contactId, fieldName, value } of await this.fields.listValuesOf(ctx, contactIds))
      values.get(contactId)?.set(fieldName, value);
    return new Map([...values].map(([id, own]) => [id, textOf(own)]));
  }
}
