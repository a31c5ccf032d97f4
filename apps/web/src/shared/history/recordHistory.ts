import { createContext, useContext } from 'react';

/** A record whose history can be looked at by every member. */
export interface HistoryRecord {
  readonly type: 'contact' | 'list' | 'segment' | 'customField' | 'template' | 'campaign' | 'import' | 'sender';
  readonly id: string;
  readonly name: string;
}

export type OpenHistory = (record: HistoryRecord) => void;

export const RecordHistoryContext = createContext<OpenHistory | null>(null);

/** Opens who did what to this record, in a drawer that the shell draws: `openHistory({ type: 'contact', id, name })`. */
export function useRecordHistory(): OpenHistory {
  const open = useContext(RecordHistoryContext);
  return open ?? nothing;
}

/** Outside a workspace there is no history to look at. */
function nothing(): void {}
