import type { CSSProperties, ReactNode } from 'react';
import classes from './ImportRun.module.css';

/** Up to this many rows the table is as high as they are; more scroll. */
const FEW = 10;

/** Around a table of the report of an import. */
export function ReportFrame({ rows, children }: { rows: number; children: ReactNode }) {
  const isFew = rows <= FEW;
  return (
    <div className={classes.report} data-few={isFew || undefined} style={isFew ? ({ '--report-rows': rows } as CSSProperties) : undefined}>
      {children}
    </div>
  );
}
