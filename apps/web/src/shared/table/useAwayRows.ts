import type { RowSelectionState } from '@tanstack/react-table';
import { useState } from 'react';
import type { RowSource } from './columns';

/** A list moves a little while people look at it, so what stood this close to the loaded rows may be just outside of them. */
const SLACK = 100;

/**
 * Chosen rows whose page was let go. They stay chosen; a row that is gone from where it was loaded (filter, delete) does not.
 * `note` remembers where the chosen rows stand, `among` tells which of them are away.
 */
export function useAwayRows<Row>(source: RowSource<Row>, rowId: (row: Row) => string) {
  const { identity, rows, rowsBefore, rowsAfter } = source;
  const [noted, setNoted] = useState<{ identity: string; places: ReadonlyMap<string, number> }>({ identity, places: new Map() });
  return {
    note: (chosen: RowSelectionState) => {
      const places = new Map(noted.identity === identity ? noted.places : []);
      rows.forEach((row, index) => places.set(rowId(row), rowsBefore + index));
      setNoted({ identity, places: new Map([...places].filter(([id]) => chosen[id])) });
    },
    among: (chosen: RowSelectionState): string[] => {
      if (noted.identity !== identity || (rowsBefore === 0 && rowsAfter === 0)) return [];
      const loaded = new Set(rows.map(rowId));
      const isAway = (place: number): boolean =>
        (rowsBefore > 0 && place < rowsBefore + SLACK) || (rowsAfter > 0 && place >= rowsBefore + rows.length - SLACK);
      return [...noted.places].filter(([id, place]) => chosen[id] && !loaded.has(id) && isAway(place)).map(([id]) => id);
    },
  };
}
