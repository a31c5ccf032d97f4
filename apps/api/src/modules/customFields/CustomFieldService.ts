import { fieldRules, NO_HINTS, readField } from '@rapport/common';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { FieldError } from '../../platform/http/AppError.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactPartReferences, type CustomFieldValue, type FillFields } from '../contacts/ContactPartReferences.js';
import type { CreateCustomFieldDto, CustomFieldDto, UpdateCustomFieldDto } from './CustomFieldDtos.js';
import {
  badDefault,
  badFieldName,
  badFieldValues,
  customFieldNotFound,
  fieldNameTaken,
  optionsRequired,
  tooManyFields,
} from './customFieldErrors.js';
import { CustomFieldRepository, type FieldWrite } from './CustomFieldRepository.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';
import { fieldNameOf, isFieldName } from './fieldNames.js';

/** As many as a file that is imported has columns at most. All of them are shown at once, and with every contact. */
const MOST_FIELDS = 500;

@Injectable()
export class CustomFieldService implements OnModuleInit {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly parts: ContactPartReferences,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly removals: Removals,
  ) {}

  onModuleInit(): void {
    this.removals.register('customField', (ctx, { targetId }, limits) => this.fields.remove(ctx, targetId, limits));
    this.parts.registerCustomFields({
      load: (ctx, contactId) => this.fields.listValues(ctx, contactId),
      selectValues: (ctx, contactId) => this.fields.selectValues(ctx, contactId),
      prepareFill: (ctx) => this.prepareFill(ctx),
      save: (ctx, contactId, values) => this.saveValues(ctx, contactId, values),
    });
  }

  async list(ctx: WorkspaceContext): Promise<CustomFieldDto[]> {
    return (await this.fields.listDefinitions(ctx)).map(present);
  }

  valuesOf(ctx: WorkspaceContext, contactId: string): Promise<CustomFieldValue[]> {
    return this.fields.listValues(ctx, contactId);
  }

  async create(ctx: WorkspaceContext, input: CreateCustomFieldDto): Promise<CustomFieldDto> {
    const fieldName = input.fieldName || fieldNameOf(input.label);
    if (!isFieldName(fieldName)) throw badFieldName();
    const definition = checked({
      id: newId(),
      fieldName,
      label: input.label,
      fieldType: input.fieldType,
      options: optionsOf(input.options),
      isRequired: input.isRequired ?? false,
      defaultValue: input.defaultValue ?? null,
    });
    return this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `customFields ${ctx.workspaceId}`);
      if ((await this.fields.countDefinitions(ctx)) >= MOST_FIELDS) throw tooManyFields(MOST_FIELDS);
      if (!(await this.fields.insertDefinition(ctx, definition, nowIso(this.clock)))) throw fieldNameTaken(fieldName);
      await this.audit.record(ctx, {
        action: 'customField.created',
        entity: ['customField', definition.id],
        after: auditedState(definition),
      });
      return present(definition);
    });
  }

  update(ctx: WorkspaceContext, id: string, input: UpdateCustomFieldDto): Promise<CustomFieldDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = (await this.fields.listDefinitions(ctx)).find((definition) => definition.id === id);
      if (!before) throw customFieldNotFound();
      const definition = checked({
        ...before,
        label: input.label ?? before.label,
        options: input.options ? optionsOf(input.options) : before.options,
        isRequired: input.isRequired ?? before.isRequired,
        defaultValue: input.defaultValue === undefined ? before.defaultValue : input.defaultValue,
      });
      await this.fields.updateDefinition(ctx, definition);
      await this.audit.record(ctx, {
        action: 'customField.updated',
        entity: ['customField', id],
        before: auditedState(before),
        after: auditedState(definition),
      });
      return present(definition);
    });
  }

  /** It is gone at once; its values are removed in the background. */
  delete(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = (await this.fields.listDefinitions(ctx)).find((definition) => definition.id === id);
      if (!before || !(await this.fields.markDeleted(ctx, id, nowIso(this.clock)))) throw customFieldNotFound();
      await this.removals.begin(ctx, { kind: 'customField', targetId: id, workspaceId: ctx.workspaceId });
      await this.audit.record(ctx, { action: 'customField.deleted', entity: ['customField', id], before: auditedState(before) });
    });
  }

  private async prepareFill(ctx: WorkspaceContext): Promise<FillFields> {
    const definitions = await this.fields.listDefinitions(ctx);
    return (ctx, contactId, values) => this.fillValues(ctx, contactId, definitions, values);
  }

  private async fillValues(
    ctx: WorkspaceContext,
    contactId: string,
    definitions: readonly CustomFieldDefinition[],
    values: Readonly<Record<string, unknown>>,
  ): Promise<CustomFieldValue[]> {
    const { writes, problems } = readValues(definitions, values, true);
    if (problems.length > 0) throw badFieldValues(problems);
    await this.write(ctx, contactId, writes);
    const written = new Map(writes.map(({ definition, value }) => [definition.fieldName, value]));
    return definitions.map(({ fieldName, label, fieldType }) => ({ fieldName, label, fieldType, value: written.get(fieldName) ?? null }));
  }

  private async saveValues(ctx: WorkspaceContext, contactId: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    if (Object.keys(values).length === 0) return;
    const { writes, cleared, problems } = readValues(await this.fields.listDefinitions(ctx), values, false);
    if (problems.length > 0) throw badFieldValues(problems);
    for (const fieldName of cleared) await this.fields.deleteValue(ctx, contactId, fieldName);
    await this.write(ctx, contactId, writes);
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

function readValues(definitions: readonly CustomFieldDefinition[], values: Readonly<Record<string, unknown>>, isNew: boolean): ReadValues {
  const read: ReadValues = { writes: [], cleared: [], problems: [] };
  const known = new Set(definitions.map((definition) => definition.fieldName));
  for (const name of Object.keys(values)) {
    if (!known.has(name)) read.problems.push(problem(name, 'customField.unknown', `There is no custom field "${name}".`));
  }
  for (const definition of definitions) {
    const { fieldName, label, isRequired, defaultValue } = definition;
    if (!isNew && !(fieldName in values)) continue;
    const result = readField(definition.fieldType, values[fieldName], { ...NO_HINTS, options: definition.options });
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

function problem(fieldName: string, code: string, message: string): FieldError {
  return { field: `customFields.${fieldName}`, code, message };
}

function checked(definition: CustomFieldDefinition): CustomFieldDefinition {
  if (fieldRules(definition.fieldType).hasOptions && definition.options.length === 0) throw optionsRequired();
  const initial = readField(definition.fieldType, definition.defaultValue, { ...NO_HINTS, options: definition.options });
  if ('problem' in initial) throw badDefault(initial.problem.message);
  return { ...definition, defaultValue: initial.value };
}

function auditedState({ id: _id, ...definition }: CustomFieldDefinition): object {
  return definition;
}

function optionsOf(options: readonly string[] | undefined): string[] {
  return [...new Set((options ?? []).map((option) => option.trim()).filter(Boolean))];
}

function present({ options, ...definition }: CustomFieldDefinition): CustomFieldDto {
  return { ...definition, options: [...options] };
}
