import { Skeleton } from '@mantine/core';
import { layout } from '../theme/tokens';
import classes from './DataTable.module.css';

const ROWS = 14;

/** As high as the rows that will replace them. */
export function SkeletonRows({ columns, isNarrow, hasCheckbox }: { columns: number; isNarrow: boolean; hasCheckbox: boolean }) {
  const height = isNarrow ? layout.cardRow : layout.row;
  return (
    <div role="rowgroup" className={classes.body} style={{ height: ROWS * height }}>
      {Array.from({ length: ROWS }, (_, index) => (
        <div key={index} role="row" className={isNarrow ? `${classes.row} ${classes.card}` : classes.row} style={{ top: index * height }}>
          {hasCheckbox && <div role="gridcell" />}
          {Array.from({ length: isNarrow ? 1 : columns }, (_cell, cell) => (
            <div key={cell} role="gridcell" className={classes.cell} style={isNarrow ? { flex: 1 } : undefined}>
              <Skeleton height={10} width={`${35 + ((index * 31 + cell * 17) % 45)}%`} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
