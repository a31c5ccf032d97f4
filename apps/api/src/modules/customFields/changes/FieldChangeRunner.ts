import { convertField, type ReadingHints } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import { setTimeout as rest } from 'node:timers/promises';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { CustomFieldRepository } from '../CustomFieldRepository.js';
import { FieldHints } from '../FieldHints.js';
import { FieldTexts } from '../FieldTexts.js';
import { type FieldChangeRecord, phaseOf } from './FieldChange.js';
import { movedValue } from './movedValue.js';
import { type Alteration, type ChangedValue, FieldChangeRepository } from './FieldChangeRepository.js';

/** One transaction should take about so long: others wait for it without noticing. */
const STEP_MS = 30;
const LEAST_CONTACTS = 25;
const MOST_CONTACTS = 1_000;
/** A rehearsal counts every value that would be lost, and keeps so many of them to be read. */
const MOST_NOTED = 1_000;

export interface ChangeLimits {
  readonly signal?: AbortSignal;
  readonly forMs?: number;
}

interface Step {
  readonly writes: { id: string; value: string | null }[];
  readonly alterations: Alteration[];
  readonly failing: number;
}

/** Thrown inside a step's transaction, so that it leaves nothing behind. */
class StepLost extends Error {}

/**
 * Carries a change of type forward in small transactions: its rehearsal, the change, or its way back. Each commits the values, what they
 * were, and how far it came, together and only if nobody has done the step before. More than six dependencies: a field and its values change,
 * it is told, and the search follows.
 */
@Injectable()
export class FieldChangeRunner {
  constructor(
    private readonly changes: FieldChangeRepository,
    private readonly fields: CustomFieldRepository,
    private readonly hints: FieldHints,
    private readonly texts: FieldTexts,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Answers how it is then: at the end of its phase, or not, because the limits were reached. */
  async run(ctx: WorkspaceContext, id: string, limits: ChangeLimits): Promise<FieldChangeRecord | null> {
    const startedAt = performance.now();
    let size = 100;
    let record = await this.changes.find(ctx, id);
    while (record && phaseOf(record)) {
      const begun = performance.now();
      await this.step(ctx, record, size);
      const took = performance.now() - begun;
      if (took > STEP_MS) size = Math.max(LEAST_CONTACTS, Math.floor(size / 2));
      else if (took < STEP_MS / 2) size = Math.min(MOST_CONTACTS, size * 2);
      record = await this.changes.find(ctx, id);
      if (limits.signal?.aborted || performance.now() - startedAt > (limits.forMs ?? Infinity)) return record;
      await rest(Math.min(took / 4, STEP_MS));
    }
    return record;
  }

  private async step(ctx: WorkspaceContext, record: FieldChangeRecord, size: number): Promise<void> {
    const definition = (await this.fields.listDefinitions(ctx)).find(({ id }) => id === record.definitionId);
    const hints = await this.placeHints(ctx, record);
    try {
      await this.unitOfWork.run(ctx, async (ctx) => {
        const upToId = definition ? await this.changes.lastOfNext(ctx, record.cursorId, size) : null;
        const values = await this.valuesOf(ctx, record, { fieldName: definition?.fieldName ?? '', upToId, size });
        const isLast = upToId === null && values.length === 0;
        const step = stepOf(record, values, hints);
        await this.keep(ctx, record, step);
        const done = {
          looked: values.filter(({ value }) => value !== null).length,
          failing: step.failing,
          isLast,
          now: nowIso(this.clock),
        };
        if (!(await this.changes.advance(ctx, record, { ...done, cursorId: upToId ?? record.cursorId }))) throw new StepLost();
        if (isLast) await this.tell(ctx, record, record.failing + step.failing);
      });
    } catch (error) {
      if (!(error instanceof StepLost)) throw error;
    }
  }

  /** Of the next contacts; behind the last one, what was written while the phase went by. A rehearsal writes nothing, so it has no such rest. */
  private async valuesOf(
    ctx: WorkspaceContext,
    record: FieldChangeRecord,
    { fieldName, upToId, size }: { fieldName: string; upToId: string | null; size: number },
  ): Promise<ChangedValue[]> {
    const phase = phaseOf(record);
    const target = phase === 'undoing' ? record.before.fieldType : record.after.fieldType;
    if (upToId === null)
      return phase === 'checking' || isMove(record) || fieldName === '' ? [] : this.changes.listLeftBehind(ctx, record, target, size);
    const values = await this.changes.listValues(ctx, record, fieldName, { afterId: record.cursorId, upToId });
    if (phase === 'checking') return values;
    // Options that are moved leave the type as it is: their values tell themselves apart.
    if (isMove(record)) return phase === 'undoing' ? values.filter(({ beforeText }) => beforeText !== null) : values;
    return values.filter((value) => value.fieldType !== target);
  }

  private async keep(ctx: WorkspaceContext, record: FieldChangeRecord, { writes, alterations }: Step): Promise<void> {
    const phase = phaseOf(record);
    if (phase === 'checking') {
      const failing = alterations.filter(({ problem }) => problem !== null);
      return this.changes.remember(ctx, record.id, failing.slice(0, Math.max(0, MOST_NOTED - record.failing)));
    }
    const target = phase === 'undoing' ? record.before.fieldType : record.after.fieldType;
    if (phase === 'running') await this.changes.remember(ctx, record.id, alterations);
    await this.changes.write(ctx, writes, target, nowIso(this.clock));
  }

  private async placeHints(ctx: WorkspaceContext, { before, after }: FieldChangeRecord): Promise<ReadingHints> {
    const hintsOf = await this.hints.prepare(ctx, [before, after]);
    return { ...hintsOf(after), dateOrder: after.dateOrder, decimalMark: after.decimalMark };
  }

  private async tell(ctx: WorkspaceContext, record: FieldChangeRecord, failing: number): Promise<void> {
    const phase = phaseOf(record);
    if (phase === 'checking') return;
    await this.texts.renewAll(ctx);
    await this.audit.record(ctx, {
      action: phase === 'undoing' ? 'customField.typeRestored' : 'customField.typeChanged',
      entity: ['customField', record.definitionId],
      details: { values: record.processed, left: failing },
    });
  }
}

function stepOf(record: FieldChangeRecord, values: readonly ChangedValue[], hints: ReadingHints): Step {
  if (phaseOf(record) === 'undoing') return stepBack(record, values, hints);
  return isMove(record) ? stepMove(record, values) : stepForward(record, values, hints);
}

function isMove({ after }: FieldChangeRecord): boolean {
  return after.moves !== undefined;
}

/** Only values of an option that is given up are written; in a rehearsal they are told as what would change. */
function stepMove({ after }: FieldChangeRecord, values: readonly ChangedValue[]): Step {
  const step = { writes: [] as Step['writes'], alterations: [] as Alteration[], failing: 0 };
  for (const { id, value } of values) {
    const next = value === null ? null : movedValue(value, after.fieldType, after.moves ?? {});
    if (value === null || next === value) continue;
    step.alterations.push({ valueId: id, before: value, after: next, problem: null });
    step.writes.push({ id, value: next });
  }
  return step;
}

/** What cannot be read is taken out of the contact and kept, as text, with the change. */
function stepForward({ before, after }: FieldChangeRecord, values: readonly ChangedValue[], hints: ReadingHints): Step {
  const step = { writes: [] as Step['writes'], alterations: [] as Alteration[], failing: 0 };
  for (const { id, value } of values) {
    const reading = value === null ? { value: null } : convertField(value, before, after, hints);
    const problem = 'problem' in reading ? reading.problem.message : null;
    const next = 'problem' in reading ? null : reading.value;
    if (problem !== null) step.failing += 1;
    if (value !== null && next !== value) step.alterations.push({ valueId: id, before: value, after: next, problem });
    step.writes.push({ id, value: next });
  }
  return step;
}

/** Each value that is as the change left it becomes what it was. One that someone changed since is read back; what cannot be stays as text. */
function stepBack({ before, after }: FieldChangeRecord, values: readonly ChangedValue[], hints: ReadingHints): Step {
  const step = { writes: [] as Step['writes'], alterations: [], failing: 0 };
  for (const { id, value, beforeText, afterText } of values) {
    if (beforeText !== null && value === afterText) {
      step.writes.push({ id, value: beforeText });
      continue;
    }
    const reading = value === null ? { value: null } : convertField(value, after, before, hints);
    if ('problem' in reading) step.failing += 1;
    step.writes.push({ id, value: 'problem' in reading ? value : reading.value });
  }
  return step;
}
