import { emailKey } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { type BulkSuppression, ConsentService } from '../../consent/ConsentService.js';
import { BulkWorkService } from '../../contacts/BulkWorkService.js';
import { ContactIntakeService } from '../../lists/ContactIntakeService.js';
import { type IntakeOutcome, mergeImages } from '../../lists/public.js';
import type { Reject } from '../csv/RowReader.js';
import type { ImportCounts } from '../Import.js';
import { ImportReportRepository, type NoteRow } from '../ImportReportRepository.js';
import type { ContactDraft } from '../mapping/RowMapper.js';
import type { Slice } from './DraftSource.js';
import type { ImportPlan } from './planImport.js';

export interface Written {
  readonly counts: ImportCounts;
  /** Cells that were left out of rows. */
  readonly cells: number;
  /** Notes about rows that were imported. */
  readonly notes: number;
}

export const NOTHING_WRITTEN: Written = { counts: { created: 0, updated: 0, unchanged: 0, rejected: 0, blank: 0 }, cells: 0, notes: 0 };

/** Writes some rows of an import: contacts, what undoing them needs, suppressions, and what is told of single rows. Inside the caller's unit of work. */
@Injectable()
export class SliceWriter {
  constructor(
    private readonly intake: ContactIntakeService,
    private readonly reports: ImportReportRepository,
    private readonly consent: ConsentService,
    private readonly bulkWork: BulkWorkService,
  ) {}

  async write(
    ctx: WorkspaceContext,
    importId: string,
    plan: ImportPlan,
    { drafts, rejects, blank }: Pick<Slice, 'drafts' | 'rejects' | 'blank'>,
  ): Promise<Written> {
    const outcomes = await this.take(ctx, importId, plan, drafts);
    const refused = outcomes.flatMap((outcome, i) => {
      const draft = drafts[i];
      return outcome.kind === 'rejected' && draft ? [rejectOf(draft, outcome, plan)] : [];
    });
    const rejected = refused.length > 0 ? [...rejects, ...refused].sort((a, b) => a.rowNumber - b.rowNumber) : rejects;
    await this.reports.insertRejects(ctx, importId, rejected);
    const cells = drafts.flatMap(({ rowNumber, line, leftOut }, i) =>
      outcomes[i]?.kind === 'rejected' ? [] : leftOut.map((cell) => ({ ...cell, rowNumber, line })),
    );
    await this.reports.insertCells(ctx, importId, cells);
    const notes = drafts.flatMap((draft, i) => notesOf(draft, outcomes[i], plan));
    await this.reports.insertNotes(ctx, importId, notes);
    await this.consent.suppressMany(ctx, 'email', suppressionsOf(importId, drafts, outcomes));
    const count = (kind: IntakeOutcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
    const [created, updated, unchanged] = [count('created'), count('updated'), count('unchanged')];
    return { counts: { created, updated, unchanged, rejected: rejected.length, blank }, cells: cells.length, notes: notes.length };
  }

  private async take(ctx: WorkspaceContext, importId: string, plan: ImportPlan, drafts: readonly ContactDraft[]): Promise<IntakeOutcome[]> {
    if (drafts.length === 0) return [];
    return this.intake.take(ctx, plan.intake, drafts, (ctx, step) => this.bulkWork.keep(ctx, importId, { ...step, merge: mergeImages }));
  }
}

function rejectOf(draft: ContactDraft, outcome: Extract<IntakeOutcome, { kind: 'rejected' }>, plan: ImportPlan): Reject {
  const { line, rowNumber, raw } = draft;
  return { line, rowNumber, column: columnOf(outcome.field, plan), code: outcome.code, reason: outcome.reason, raw };
}

/** People who unsubscribed, bounced or complained where they come from stay so here, at each of their addresses, whether or not the row itself was imported. */
function suppressionsOf(importId: string, drafts: readonly ContactDraft[], outcomes: readonly IntakeOutcome[]): BulkSuppression[] {
  return drafts.flatMap(({ suppression, primaryEmail, points = [] }, i) => {
    if (suppression === null) return [];
    const outcome = outcomes[i];
    const contactId = outcome && outcome.kind !== 'rejected' ? outcome.contactId : null;
    const further = points.filter(({ kind }) => kind === 'email').map(({ key }) => key);
    const keys = new Set(primaryEmail === null ? further : [emailKey(primaryEmail), ...further]);
    return [...keys].map((addressKey) => ({ addressKey, reason: suppression, source: 'import', contactId, proof: { importId } }));
  });
}

function notesOf({ line, rowNumber, ...draft }: ContactDraft, outcome: IntakeOutcome | undefined, plan: ImportPlan): NoteRow[] {
  if (!outcome || outcome.kind === 'rejected') return [];
  return (outcome.notes ?? []).map(({ field, code, reason, value, columnIndex }, noteIndex) => {
    const own = field === 'primaryEmail' || field === 'primaryPhone' ? draft[field] : null;
    return { rowNumber, noteIndex, line, column: columnOf(field, plan, columnIndex), code, reason, value: value ?? own };
  });
}

/** Several columns may go to one field: then the value knows from which it is. */
function columnOf(field: string | null, plan: ImportPlan, index?: number): string | null {
  const { columns } = plan.mapping;
  return (columns.find((column) => column.index === index) ?? columns.find(({ target }) => target === field))?.name ?? null;
}
