import { readField, type ReadingHints } from '@rapport/common';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { FieldError } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactPartReferences, type CustomFieldValue, type FillFields } from '../contacts/ContactPartReferences.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';
import { badFieldValues, tooManyColumns, unknownFieldName } from './customFieldErrors.js';
import { customFieldSort } from './customFieldSort.js';
import { CustomFieldRepository, type FieldWrite } from './CustomFieldRepository.js';
import { FieldHints } from './FieldHints.js';
import { FieldTexts } from './FieldTexts.js';
import { textOfFields } from './fieldText.js';

/** A table that shows more is read by nobody, and a page of it would be megabytes. */
const MOST_COLUMNS = 50;

/** Values of custom fields of contacts, as forms and programs send them. */
@Injectable()
export class CustomFieldValueService implements OnModuleInit {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly parts: ContactPartReferences,
    private readonly hints: FieldHints,
    private readonly texts: FieldTexts,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.parts.registerCustomFields({
      load: (ctx, contactId) => this.fields.listValues(ctx, contactId),
      selectValues: (ctx, contactId) => this.fields.selectValues(ctx, contactId),
      loadMany: (ctx, contactIds, fieldNames) => this.loadMany(ctx, contactIds, fieldNames),
      readable: (ctx, contactIds) => this.texts.readable(ctx, contactIds),
      order: async (ctx, fieldName) => customFieldSort((await this.named(ctx, [fieldName], 'sort'))[0]),
      prepareFill: (ctx) => this.prepareFill(ctx),
      wouldChange: (ctx, contactId, values) => this.wouldChange(ctx, contactId, values),
      save: (ctx, contactId, values) => this.saveValues(ctx, contactId, values),
    });
  }

  private async loadMany(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    fieldNames: readonly string[],
  ): Promise<Map<string, Record<string, string | null>>> {
    if (fieldNames.length > MOST_COLUMNS) throw tooManyColumns(MOST_COLUMNS);
    const definitions = await this.named(ctx, fieldNames, 'fields');
    const rows = await this.fields.listValuesOfFields(
      ctx,
      contactIds,
      definitions.map(({ id }) => id),
    );
    const none = Object.fromEntries(definitions.map(({ fieldName }) => [fieldName, null]));
    const values = new Map<string, Record<string, string | null>>(contactIds.map((id) => [id, { ...none }]));
    for (const { contactId, fieldName, value } of rows) Object.assign(values.get(contactId) ?? {}, { [fieldName]: value });
    return values;
  }

  /** The definitions of these names, in their order. */
  private async named(
    ctx: WorkspaceContext,
    fieldNames: readonly string[],
    parameter: 'sort' | 'fields',
  ): Promise<[CustomFieldDefinition, ...CustomFieldDefinition[]]> {
    const definitions = await this.fields.listDefinitions(ctx);
    return fieldNames.map((fieldName) => {
      const definition = definitions.find((one) => one.fieldName === fieldName);
      if (!definition) throw unknownFieldName(parameter, fieldName);
      return definition;
    }) as [CustomFieldDefinition, ...CustomFieldDefinition[]];
  }

  private async prepareFill(ctx: WorkspaceContext): Promise<FillFields> {
    const definitions = (await this.fields.listDefinitions(ctx)).filter(({ archivedAt }) => archivedAt === null);
    const hintsOf = await this.hints.prepare(ctx, definitions);
    const textOf = textOfFields(definitions);
    const definitionOf = new Map(definitions.map((definition) => [definition.fieldName, definition]));
    return {
      read: (contactId, values) => {
        const read = readValues({ definitions, hintsOf, isNew: true }, values);
        if (read.problems.length > 0) throw badFieldValues(read.problems);
        return { contactId, values: filledValues(definitions, read.writes) };
      },
      write: async (ctx, filled) => {
        const writes = filled.flatMap(({ contactId, values }) =>
          values.flatMap(({ fieldName, value }) => {
            const definition = definitionOf.get(fieldName);
            return definition && value !== null ? [{ contactId, definition, value }] : [];
          }),
        );
        await this.fields.writeMany(ctx, writes, nowIso(this.clock));
        const texts = filled.map(
          ({ contactId, values }) => [contactId, textOf(new Map(values.map(({ fieldName, value }) => [fieldName, value])))] as const,
        );
        await this.texts.write(ctx, new Map(texts.filter(([, { text }]) => text !== null)));
      },
    };
  }

  /** A value of an archived field may be sent too: programs need not know that people no longer see it. */
  private async saveValues(ctx: WorkspaceContext, contactId: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    if (Object.keys(values).length === 0) return;
    const { writes, cleared } = await this.readKnown(ctx, values);
    for (const fieldName of cleared) await this.fields.deleteValue(ctx, contactId, fieldName);
    await this.write(ctx, contactId, writes);
    await this.texts.refresh(ctx, [contactId]);
  }

  private async wouldChange(ctx: WorkspaceContext, contactId: string, values: Readonly<Record<string, unknown>>): Promise<boolean> {
    if (Object.keys(values).length === 0) return false;
    const { definitions, writes, cleared } = await this.readKnown(ctx, values);
    const ids = definitions.filter(({ fieldName }) => fieldName in values).map(({ id }) => id);
    const rows = await this.fields.listValuesOfFields(ctx, [contactId], ids);
    const now = new Map(rows.map(({ fieldName, value }) => [fieldName, value]));
    const isOther = ({ definition, value }: ReadValues['writes'][number]): boolean => (now.get(definition.fieldName) ?? null) !== value;
    return writes.some(isOther) || cleared.some((fieldName) => (now.get(fieldName) ?? null) !== null);
  }

  private async readKnown(
    ctx: WorkspaceContext,
    values: Readonly<Record<string, unknown>>,
  ): Promise<ReadValues & { readonly definitions: readonly CustomFieldDefinition[] }> {
    const definitions = await this.fields.listDefinitions(ctx);
    const hintsOf = await this.hints.prepare(
      ctx,
      definitions.filter(({ fieldName }) => fieldName in values),
    );
    const read = readValues({ definitions, hintsOf, isNew: false }, values);
    if (read.problems.length > 0) throw badFieldValues(read.problems);
    return { ...read, definitions };
  }

  private write(ctx: WorkspaceContext, contactId: string, writes: ReadValues['writes']): Promise<void> {
    return this.fields.writeMany(
      ctx,
      writes.map((write) => ({ ...write, contactId })),
      nowIso(this.clock),
    );
  }
}

interface ReadValues {
  readonly writes: Omit<FieldWrite, 'contactId'>[];
  readonly cleared: string[];
  readonly problems: FieldError[];
}

interface ReadingPlan {
  readonly definitions: readonly CustomFieldDefinition[];
  readonly hintsOf: (definition: CustomFieldDefinition) => ReadingHints;
  readonly isNew: boolean;
}

function readValues({ definitions, hintsOf, isNew }: ReadingPlan, values: Readonly<Record<string, unknown>>): ReadValues {
  const read: ReadValues = { writes: [], cleared: [], problems: [] };
  const known = new Set(definitions.map((definition) => definition.fieldName));
  for (const name of Object.keys(values)) {
    if (!known.has(name)) read.problems.push(problem(name, 'customField.unknown', `There is no custom field "${name}".`));
  }
  for (const definition of definitions) {
    const { fieldName, label, isRequired, defaultValue } = definition;
    if (!isNew && !(fieldName in values)) continue;
    const result = readField(definition.fieldType, values[fieldName], hintsOf(definition));
    if ('problem' in result) {
      read.problems.push(problem(fieldName, 'customField.invalid', `${label}: ${result.problem.message}`));
      continue;
    }
    const value = result.value ?? (isNew && !(fieldName in values) ? defaultValue : null);
    if (value !== null) read.writes.push({ definition, value });
    else if (isRequired) read.problems.push(problem(fieldName, 'customField.required', `${label} must have a value.`));
    else read.cleared.push(fieldName);
  }
  return read;
}

/** What is stored of a new contact, as `load` would answer it. */
function filledValues(definitions: readonly CustomFieldDefinition[], writes: ReadValues['writes']): CustomFieldValue[] {
  const written = new Map(writes.map(({ definition, value }) => [definition.fieldName, value]));
  return definitions.map(({ fieldName, label, fieldType }) => ({ fieldName, label, fieldType, value: written.get(fieldName) ?? null }));
}

function problem(fieldName: string, code: string, message: string): FieldError {
  return { field: `customFields.${fieldName}`, code, message };
}
