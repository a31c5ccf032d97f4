import { Drawer } from '@mantine/core';
import { useState } from 'react';
import type { HistoryRecord } from '../../shared/history/recordHistory';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedList } from '../../shared/ui/PagedList';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Audit.module.css';
import { auditKey, fetchHistory, type AuditEntry } from './auditQueries';
import { EntryDetail } from './EntryDetail';

interface HistoryDrawerProps {
  record: HistoryRecord;
  /** Grows with every opening: what was done since the last one is asked for anew. */
  opening: number;
  isOpen: boolean;
  onClose: () => void;
}

/** Who did what to one record, newest first; an entry opens in place. */
export function HistoryDrawer({ record, opening, isOpen, onClose }: HistoryDrawerProps) {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="lg"
      title={<span dir="auto">History of {record.name}</span>}
      closeButtonProps={{ 'aria-label': 'Close history' }}
    >
      {isOpen && <HistoryList key={opening} record={record} opening={opening} />}
    </Drawer>
  );
}

function HistoryList({ record, opening }: { record: HistoryRecord; opening: number }) {
  const workspaceId = useWorkspaceId();
  const [shown, setShown] = useState<string | null>(null);
  const source = useKeysetRows<AuditEntry>({
    queryKey: auditKey(workspaceId, 'history', record.type, record.id, opening),
    fetchPage: (cursor, signal) => fetchHistory(workspaceId, record, cursor, signal),
    keepsAll: true,
  });
  return (
    <PagedList
      source={source}
      more="Show older entries"
      empty={<EmptyState picture="audit" title="Nothing recorded yet" text="Changes are listed here, with who made them and when." />}
    >
      {(entries) => (
        <ol className={classes.history}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <button
                type="button"
                className={classes.historyRow}
                aria-expanded={shown === entry.id}
                onClick={() => setShown(shown === entry.id ? null : entry.id)}
              >
                <PersonAvatar name={entry.actor.name} seed={entry.actor.id ?? entry.actor.type} size={24} />
                <span className={classes.sentence} dir="auto">
                  <strong>{entry.actor.name}</strong> {entry.summary}
                </span>
                <span className={classes.when}>
                  <RelativeTime iso={entry.at} />
                </span>
              </button>
              {shown === entry.id && <EntryDetail entry={entry} />}
            </li>
          ))}
        </ol>
      )}
    </PagedList>
  );
}
