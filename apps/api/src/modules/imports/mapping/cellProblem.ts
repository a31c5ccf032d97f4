import type { Reject } from '../csv/RowReader.js';

export interface CellProblem extends Pick<Reject, 'code' | 'reason'> {
  /** What else the cell holds was read. */
  readonly isPartial?: boolean;
}
