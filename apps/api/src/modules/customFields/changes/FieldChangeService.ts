import { displayName, fieldRules, isCurrency, NO_HINTS, readField } from '@rapport/common';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { encodeCursor } from '../../../platform/database/keyset.js';
import { serialise } from '../../../platform/database/serialise.js';
import type { Page, PageQuery } from '../../../platform/http/Page.js';
import { Removals } from '../../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { CustomFieldDefinition } from '../CustomFieldDefinition.js';
import { currencyRequired, customFieldNotFound, optionsRequired } from '../customFieldErrors.js';
import { CustomFieldRepository } from '../CustomFieldRepository.js';
import { changedOptions, choicesOf } from '../fieldChoices.js';
import type { ChangeSide, FieldChangeRecord } from './FieldChange.js';
import { movedValue } from './movedValue.js';
import type { FailingValueDto, FieldTypeChangeDto, StartFieldTypeChangeDto } from './FieldChangeDtos.js';
import { badMove, changeNotReady, changeRunning, fieldChangeNotFound, sameType } from './fieldChangeErrors.js';
import { FieldChangeRepository } from './FieldChangeRepository.js';
import { FieldChangeTurns } from './FieldChangeTurns.js';

/** Of a value, in a list. */
const SHOWN = 200;

/** Changes the type of a field: first it is told which values would be lost, then it is done, and it can be undone. */
@Injectable()
export class FieldChangeService implements OnModuleInit {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly changes: FieldChangeRepository,
    private readonly turns: FieldChangeTurns,
    private readonly audit: AuditTrail,
    private readonly removals: Removals,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.removals.register('fieldChange', (ctx, { targetId }, limits) => this.changes.remove(ctx, targetId, limits));
  }

  /** The rehearsal: nothing is changed. */
  async start(ctx: WorkspaceContext, definitionId: string, input: StartFieldTypeChangeDto): Promise<FieldTypeChangeDto> {
    const definition = await this.require(ctx, definitionId);
    const before = sideOf(definition);
    const moves = Object.fromEntries((input.moves ?? []).map(({ from, to }) => [from, to]));
    const after = input.moves?.length ? withoutMoved(definition, moves) : targetOf(definition, input);
    const record: FieldChangeRecord = {
      id: newId(),
      definitionId,
      userId: actorUserId(ctx),
      status: 'checking',
      before,
      after: {
        ...after,
        ...(input.moves?.length ? { moves } : {}),
        dateOrder: input.dateOrder ?? null,
        decimalMark: input.decimalMark ?? null,
      },
      total: await this.changes.countValues(ctx, definitionId),
      processed: 0,
      failing: 0,
      cursorId: null,
      error: null,
      createdAt: nowIso(this.clock),
      finishedAt: null,
    };
    await this.turns.begin(ctx, record.id, async (ctx) => {
      await serialise(ctx.manager, `fieldChange ${definitionId}`);
      if (!(await this.changes.insert(ctx, record))) throw changeRunning();
      await this.removeOlder(ctx, record, false);
      await this.audit.record(ctx, {
        action: 'customField.typeChangeRehearsed',
        entity: ['customField', definitionId],
        details: { fieldType: after.fieldType },
      });
    });
    return this.get(ctx, definitionId);
  }

  async get(ctx: WorkspaceContext, definitionId: string): Promise<FieldTypeChangeDto> {
    return present(await this.latest(ctx, definitionId));
  }

  async listFailing(ctx: WorkspaceContext, definitionId: string, { limit, cursor }: PageQuery): Promise<Page<FailingValueDto>> {
    const { id } = await this.latest(ctx, definitionId);
    const rows = await this.changes.listFailing(ctx, id, cursor, limit);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map((row) => ({
        contactId: row.contactId,
        displayName: displayName(row),
        value: shortened(row.value),
        reason: row.problem,
      })),
      nextCursor: last ? encodeCursor([last.valueId]) : null,
    };
  }

  /** From here on new values are of the new type; those that are there follow. */
  async apply(ctx: WorkspaceContext, definitionId: string): Promise<FieldTypeChangeDto> {
    const record = await this.latest(ctx, definitionId);
    await this.turns.begin(ctx, record.id, async (ctx) => {
      const definition = await this.require(ctx, definitionId);
      if (definition.fieldType !== record.before.fieldType) throw changeNotReady();
      if (!(await this.changes.move(ctx, record.id, ['checked'], 'running', { finishedAt: null }))) throw changeNotReady();
      await this.changes.forgetRehearsal(ctx, record.id);
      await this.changes.setType(ctx, definitionId, record.after);
      await this.removeOlder(ctx, record, true);
      await this.audit.record(ctx, {
        action: 'customField.typeChangeBegun',
        entity: ['customField', definitionId],
        before: { fieldType: record.before.fieldType },
        after: { fieldType: record.after.fieldType },
      });
    });
    return this.get(ctx, definitionId);
  }

  /** Takes a change back, also one that is still running or has failed. A rehearsal only ends. */
  async undo(ctx: WorkspaceContext, definitionId: string): Promise<FieldTypeChangeDto> {
    const record = await this.latest(ctx, definitionId);
    if (record.status === 'checking' || record.status === 'checked') {
      if (!(await this.changes.move(ctx, record.id, ['checking', 'checked'], 'undone', { finishedAt: nowIso(this.clock) })))
        throw changeNotReady();
      return this.get(ctx, definitionId);
    }
    await this.turns.begin(ctx, record.id, async (ctx) => {
      await this.require(ctx, definitionId);
      if (!(await this.changes.move(ctx, record.id, ['running', 'done', 'failed'], 'undoing', { finishedAt: null })))
        throw changeNotReady();
      await this.changes.setType(ctx, definitionId, record.before);
      await this.audit.record(ctx, {
        action: 'customField.typeUndoBegun',
        entity: ['customField', definitionId],
        before: { fieldType: record.after.fieldType },
        after: { fieldType: record.before.fieldType },
      });
    });
    return this.get(ctx, definitionId);
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<CustomFieldDefinition> {
    const definition = (await this.fields.listDefinitions(ctx)).find((one) => one.id === id);
    if (!definition) throw customFieldNotFound();
    return definition;
  }

  private async latest(ctx: WorkspaceContext, definitionId: string): Promise<FieldChangeRecord> {
    await this.require(ctx, definitionId);
    const record = await this.changes.findLatest(ctx, definitionId);
    if (!record) throw fieldChangeNotFound();
    return record;
  }

  /** Earlier ones can no longer be undone once another is carried out; what they remember goes in steps. */
  private async removeOlder(ctx: WorkspaceContext, { id, definitionId }: FieldChangeRecord, withDone: boolean): Promise<void> {
    for (const targetId of await this.changes.listOlder(ctx, definitionId, id, withDone))
      await this.removals.begin(ctx, { kind: 'fieldChange', targetId, workspaceId: ctx.workspaceId });
  }
}

/** A list carries no bodies: the whole value stays with the change. */
function shortened(value: string): string {
  return value.length > SHOWN ? `${value.slice(0, SHOWN - 1)}…` : value;
}

function sideOf({ fieldType, options, currency, defaultValue }: CustomFieldDefinition): ChangeSide {
  return { fieldType, options, currency, defaultValue };
}

/** The same type with fewer options that are offered. */
function withoutMoved(definition: CustomFieldDefinition, moves: Readonly<Record<string, string>>): ChangeSide {
  const isKnown = (key: string): boolean => definition.options.some((option) => option.key === key);
  for (const [from, to] of Object.entries(moves)) {
    if (!isKnown(from)) throw badMove(from);
    if (!isKnown(to) || to in moves) throw badMove(to);
  }
  const options = definition.options.map((option) => (option.key in moves ? { ...option, isArchived: true } : option));
  const { defaultValue } = definition;
  return {
    ...sideOf(definition),
    options,
    defaultValue: defaultValue === null ? null : movedValue(defaultValue, definition.fieldType, moves),
  };
}

function targetOf(definition: CustomFieldDefinition, input: StartFieldTypeChangeDto): ChangeSide {
  const { fieldType } = input;
  if (fieldType === definition.fieldType) throw sameType();
  const { hasOptions, hasCurrency } = fieldRules(fieldType);
  const sent = input.choices ?? (input.options ? choicesOf(definition.options, input.options) : null);
  const options = !hasOptions ? [] : sent === null ? definition.options : changedOptions(definition.options, sent);
  if (hasOptions && !options.some(({ isArchived }) => !isArchived)) throw optionsRequired();
  const currency = hasCurrency ? (input.currency?.toUpperCase() ?? null) : null;
  if (hasCurrency && (currency === null || !isCurrency(currency))) throw currencyRequired();
  const reading = readField(fieldType, definition.defaultValue, { ...NO_HINTS, options, currency });
  return { fieldType, options, currency, defaultValue: 'problem' in reading ? null : reading.value };
}

function present({
  id,
  before,
  after,
  status,
  total,
  processed,
  failing,
  error,
  createdAt,
  finishedAt,
}: FieldChangeRecord): FieldTypeChangeDto {
  return { id, fromType: before.fieldType, toType: after.fieldType, status, total, processed, failing, error, createdAt, finishedAt };
}
