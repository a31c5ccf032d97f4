import { personalOfColumn } from '@rapport/common';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { sql } from '../../../platform/database/sql.js';
import { ContactPartReferences, type FieldOrder } from '../../contacts/ContactPartReferences.js';
import { ContactRuleReferences } from '../../contacts/ContactRuleReferences.js';
import { tooManyColumns, unknownPersonalField } from '../customFieldErrors.js';
import { customFieldRule } from '../customFieldRule.js';
import { columnOf } from '../customFieldSort.js';
import { FieldHints } from '../FieldHints.js';
import { type PersonalField, PersonalFieldRepository, personalValues } from './PersonalFieldRepository.js';

const MOST_COLUMNS = 50;

/** Columns, order and filters by fields that only the reader has, in their own table of contacts. */
@Injectable()
export class PersonalColumns implements OnModuleInit {
  constructor(
    private readonly fields: PersonalFieldRepository,
    private readonly parts: ContactPartReferences,
    private readonly rules: ContactRuleReferences,
    private readonly hints: FieldHints,
  ) {}

  onModuleInit(): void {
    this.parts.registerPersonalFields({
      loadMany: (ctx, contactIds, names) => this.loadMany(ctx, contactIds, names),
      order: (ctx, fieldName) => this.order(ctx, fieldName),
    });
    this.rules.registerForReader(
      'personalField',
      customFieldRule(
        {
          list: (ctx) => this.own(ctx),
          from: (field) => sql`FROM ${personalValues(field)} v WHERE v.contact_id = c.id`,
          unknown: 'is no field of yours',
        },
        this.hints,
      ),
    );
  }

  private async loadMany(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    names: readonly string[],
  ): Promise<Map<string, Record<string, string | null>>> {
    if (names.length > MOST_COLUMNS) throw tooManyColumns(MOST_COLUMNS);
    const fields = await this.own(ctx);
    const named = names.map((name) => ({ name, id: required(fields, personalOfColumn(name) ?? '', 'fields').id }));
    const rows = await this.fields.listValuesOf(
      ctx,
      contactIds,
      named.map(({ id }) => id),
    );
    const none = Object.fromEntries(named.map(({ name }) => [name, null]));
    const values = new Map<string, Record<string, string | null>>(contactIds.map((id) => [id, { ...none }]));
    const nameOf = new Map(named.map(({ id, name }) => [id, name]));
    for (const { contactId, definitionId, value } of rows) {
      const [name, of] = [nameOf.get(definitionId), values.get(contactId)];
      if (name !== undefined && of) of[name] = value;
    }
    return values;
  }

  private async order(ctx: WorkspaceContext, fieldName: string): Promise<FieldOrder> {
    const field = required(await this.own(ctx), fieldName, 'sort');
    const values = personalValues(field);
    return {
      ...columnOf(field),
      join: sql`JOIN ${values} v ON v.contact_id = c.id`,
      alone: sql`${values} v WHERE 1 = 1`,
      lacks: sql`NOT EXISTS (SELECT 1 FROM ${values} v WHERE v.contact_id = c.id)`,
    };
  }

  /** A program acts for its maker, and is handed to others: it has none. */
  private async own(ctx: WorkspaceContext): Promise<readonly PersonalField[]> {
    return ctx.actor.type === 'user' ? this.fields.list(ctx, ctx.actor.userId) : [];
  }
}

/** A field of another user and one that nobody has are refused in the same words. */
function required(fields: readonly PersonalField[], fieldName: string, parameter: 'sort' | 'fields'): PersonalField {
  const field = fields.find((one) => one.fieldName === fieldName);
  if (!field) throw unknownPersonalField(parameter, fieldName);
  return field;
}
