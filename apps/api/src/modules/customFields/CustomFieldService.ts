import { fieldRules, isCurrency, isPlainOption, readField, type ReadingHints } from '@rapport/common';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { CustomFieldValue } from '../contacts/ContactPartReferences.js';
import type { CreateCustomFieldDto, CustomFieldDto, UpdateCustomFieldDto } from './CustomFieldDtos.js';
import {
  badDefault,
  badFieldName,
  currencyRequired,
  customFieldNotFound,
  fieldChangedMeanwhile,
  fieldNameTaken,
  optionsRequired,
  optionsTooLong,
  tooManyFields,
} from './customFieldErrors.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';
import { changedOptions, choicesOf } from './fieldChoices.js';
import { FieldHints } from './FieldHints.js';
import { FieldTexts } from './FieldTexts.js';
import { fieldNameOf, isFieldName } from './fieldNames.js';

/** As many as a file that is imported has columns at most. All of them are shown at once, and with every contact. */
const MOST_FIELDS = 500;
/** Characters of a definition as it is answered: every form asks for all of them. */
const MOST_TEXT = 54_000;
/** More contacts than that are told as “10,000+”. */
const MOST_COUNTED = 10_001;

/** The fields of a workspace. More than six dependencies: a field is kept, told, removed in steps, and the search follows. */
@Injectable()
export class CustomFieldService implements OnModuleInit {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly hints: FieldHints,
    private readonly texts: FieldTexts,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly removals: Removals,
  ) {}

  onModuleInit(): void {
    this.removals.register('customField', (ctx, { targetId }, limits) => this.fields.remove(ctx, targetId, limits));
  }

  /** In their order; those that are archived are left out unless they are asked for. */
  async list(ctx: WorkspaceContext, withArchived = false): Promise<CustomFieldDto[]> {
    const definitions = await this.fields.listDefinitions(ctx);
    return definitions.filter(({ archivedAt }) => withArchived || archivedAt === null).map(present);
  }

  valuesOf(ctx: WorkspaceContext, contactId: string): Promise<CustomFieldValue[]> {
    return this.fields.listValues(ctx, contactId);
  }

  async create(ctx: WorkspaceContext, input: CreateCustomFieldDto): Promise<CustomFieldDto> {
    const fieldName = input.fieldName || fieldNameOf(input.label);
    if (!isFieldName(fieldName)) throw badFieldName();
    const definition = await this.checked(ctx, {
      id: newId(),
      fieldName,
      label: input.label,
      fieldType: input.fieldType,
      description: input.description || null,
      section: input.section || null,
      options: changedOptions([], input.choices ?? choicesOf([], input.options ?? [])),
      currency: input.currency?.toUpperCase() || null,
      isRequired: input.isRequired ?? false,
      defaultValue: input.defaultValue ?? null,
      archivedAt: null,
      version: 1,
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
      if (input.version !== undefined && before.version !== input.version) throw fieldChangedMeanwhile(before.version);
      const definition = await this.checked(ctx, {
        ...before,
        label: input.label ?? before.label,
        description: input.description === undefined ? before.description : input.description || null,
        section: input.section === undefined ? before.section : input.section || null,
        options: optionsAfter(before, input),
        isRequired: input.isRequired ?? before.isRequired,
        defaultValue: input.defaultValue === undefined ? before.defaultValue : input.defaultValue,
      });
      if (!(await this.fields.updateDefinition(ctx, definition))) throw fieldChangedMeanwhile(before.version + 1);
      if (hasOtherLabels(before, definition)) await this.texts.renewAll(ctx);
      await this.audit.record(ctx, {
        action: 'customField.updated',
        entity: ['customField', id],
        before: auditedState(before),
        after: auditedState(definition),
      });
      return present({ ...definition, version: before.version + 1 });
    });
  }

  /** Forms no longer show it, and its values stay; or it is shown again. */
  setArchived(ctx: WorkspaceContext, id: string, isArchived: boolean): Promise<CustomFieldDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = (await this.fields.listDefinitions(ctx)).find((definition) => definition.id === id);
      if (!before) throw customFieldNotFound();
      if ((before.archivedAt !== null) === isArchived) return present(before);
      const definition = { ...before, archivedAt: isArchived ? nowIso(this.clock) : null };
      if (!(await this.fields.updateDefinition(ctx, definition))) throw fieldChangedMeanwhile(before.version + 1);
      await this.texts.renewAll(ctx);
      await this.audit.record(ctx, {
        action: isArchived ? 'customField.archived' : 'customField.restored',
        entity: ['customField', id],
        before: { archivedAt: before.archivedAt },
        after: { archivedAt: definition.archivedAt },
      });
      return present({ ...definition, version: before.version + 1 });
    });
  }

  countValues(ctx: WorkspaceContext): Promise<{ id: string; contacts: number }[]> {
    return this.fields.countValues(ctx, MOST_COUNTED);
  }

  /** It is gone at once; its values are removed in the background. */
  /** @param seen the version that the caller has seen; null: whichever there is */
  delete(ctx: WorkspaceContext, id: string, seen: number | null = null): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = (await this.fields.listDefinitions(ctx)).find((definition) => definition.id === id);
      if (before && seen !== null && before.version !== seen) throw fieldChangedMeanwhile(before.version);
      if (!before || !(await this.fields.markDeleted(ctx, id, nowIso(this.clock)))) throw customFieldNotFound();
      await this.removals.begin(ctx, { kind: 'customField', targetId: id, workspaceId: ctx.workspaceId });
      await this.texts.renewAll(ctx);
      await this.audit.record(ctx, { action: 'customField.deleted', entity: ['customField', id], before: auditedState(before) });
    });
  }

  private async checked(ctx: WorkspaceContext, definition: CustomFieldDefinition): Promise<CustomFieldDefinition> {
    const { fieldType, options, currency } = definition;
    const { hasOptions, hasCurrency } = fieldRules(fieldType);
    if (hasOptions && !options.some(({ isArchived }) => !isArchived)) throw optionsRequired();
    if (hasCurrency && (currency === null || !isCurrency(currency))) throw currencyRequired();
    const settled = { ...definition, options: hasOptions ? options : [], currency: hasCurrency ? currency : null };
    if (JSON.stringify(present(settled)).length > MOST_TEXT) throw optionsTooLong();
    const hintsOf = await this.hints.prepare(ctx, [settled]);
    return { ...settled, defaultValue: readDefault(settled, hintsOf(settled)) };
  }
}

function readDefault({ fieldType, defaultValue }: CustomFieldDefinition, hints: ReadingHints): string | null {
  const initial = readField(fieldType, defaultValue, hints);
  if ('problem' in initial) throw badDefault(initial.problem.message);
  return initial.value;
}

/** Values hold the keys of options, and are found by their labels. */
function hasOtherLabels(before: CustomFieldDefinition, after: CustomFieldDefinition): boolean {
  const labels = new Map(after.options.map(({ key, label }) => [key, label]));
  return before.options.some(({ key, label }) => (labels.get(key) ?? key) !== label);
}

function optionsAfter({ options }: CustomFieldDefinition, input: UpdateCustomFieldDto): CustomFieldDefinition['options'] {
  if (input.choices) return changedOptions(options, input.choices);
  return input.options ? changedOptions(options, choicesOf(options, input.options)) : options;
}

/** Options by their labels: that is what people read in the log. */
function auditedState({ id: _id, version: _version, options, ...definition }: CustomFieldDefinition): object {
  const labels = (isArchived: boolean): string[] => options.filter((option) => option.isArchived === isArchived).map(({ label }) => label);
  return { ...definition, options: labels(false), archivedOptions: labels(true) };
}

function present({ options, ...definition }: CustomFieldDefinition): CustomFieldDto {
  const labels = options.filter(({ isArchived }) => !isArchived).map(({ label }) => label);
  return { ...definition, options: labels, choices: options.every(isPlainOption) ? [] : [...options] };
}
