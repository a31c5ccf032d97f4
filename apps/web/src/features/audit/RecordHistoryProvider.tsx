import { lazy, Suspense, useState, type ReactNode } from 'react';
import { RecordHistoryContext, type HistoryRecord } from '../../shared/history/recordHistory';

const HistoryDrawer = lazy(async () => ({ default: (await import('./HistoryDrawer')).HistoryDrawer }));

/** Mounted once by the shell: every page below can open the history of what it shows. The drawer is loaded when it is first wanted. */
export function RecordHistoryProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<{ record: HistoryRecord; opening: number; isOpen: boolean } | null>(null);
  const open = (record: HistoryRecord) => setShown((last) => ({ record, opening: (last?.opening ?? 0) + 1, isOpen: true }));
  const close = () => setShown((last) => last && { ...last, isOpen: false });
  return (
    <RecordHistoryContext value={open}>
      {children}
      {shown && (
        <Suspense>
          <HistoryDrawer {...shown} onClose={close} />
        </Suspense>
      )}
    </RecordHistoryContext>
  );
}
