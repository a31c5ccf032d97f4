import type { CustomFieldType, DateOrder, FieldSettings } from '@rapport/common';

export const FIELD_CHANGE_STATUSES = ['checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed'] as const;
export type FieldChangeStatus = (typeof FIELD_CHANGE_STATUSES)[number];

/** What a definition says about its values on one side of the change. */
export interface ChangeSide extends FieldSettings {
  readonly fieldType: CustomFieldType;
  readonly defaultValue: string | null;
}

/** How the texts that are there are written, where they leave it open. */
export interface ChangeHints {
  /** Options whose values get another option, by key: the type stays what it is then. */
  readonly moves?: Readonly<Record<string, string>>;
  readonly dateOrder: DateOrder | null;
  readonly decimalMark: '.' | ',' | null;
}

export interface FieldChangeRecord {
  readonly id: string;
  readonly definitionId: string;
  readonly userId: string | null;
  readonly status: FieldChangeStatus;
  readonly before: ChangeSide;
  readonly after: ChangeSide & ChangeHints;
  /** Values that there were when it began. */
  readonly total: number;
  readonly processed: number;
  /** Values that cannot be read as the new type; on the way back, values that stay as they are. */
  readonly failing: number;
  /** The last contact that was looked at in the phase that runs. */
  readonly cursorId: string | null;
  readonly error: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** The state in which each phase ends. */
export const ENDS = { checking: 'checked', running: 'done', undoing: 'undone' } as const;
export type FieldChangePhase = keyof typeof ENDS;

export function phaseOf({ status }: Pick<FieldChangeRecord, 'status'>): FieldChangePhase | null {
  return status in ENDS ? (status as FieldChangePhase) : null;
}
