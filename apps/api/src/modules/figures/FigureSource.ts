import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { SqlFragment } from '../../platform/database/sql.js';

/** What a module has counted, and how it is counted anew from its own tables. */
export interface FigureSource {
  /** Of this source alone: by them a change finds where it is counted from. */
  readonly metrics: readonly string[];
  /** Rows of `id`: the next subjects after an id, in their order. A subject is what figures are kept of: a campaign, or the workspace. */
  listSubjects(ctx: WorkspaceContext, after: string, limit: number): SqlFragment;
  /** Rows of `subject_id, metric, slice, n` of these subjects (`subjects` goes behind IN). Must be what the calls of `count` add up to. */
  count(ctx: WorkspaceContext, subjects: SqlFragment): SqlFragment;
}
