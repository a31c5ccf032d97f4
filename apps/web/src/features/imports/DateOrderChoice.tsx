import { SegmentedControl } from '@mantine/core';
import { formatDay } from '../../shared/format/format';
import type { DateOrder, ImportColumn } from './mapping';
import classes from './Mapping.module.css';

interface DateOrderChoiceProps {
  column: ImportColumn;
  isReadOnly: boolean;
  onChoose: (order: DateOrder) => void;
}

const WHY: Readonly<Record<NonNullable<ImportColumn['dateOrderFrom']>, string>> = {
  person: 'As you chose.',
  column: 'Based on other dates in this column.',
  product: 'Based on how this product exports dates.',
  country: 'Based on your country.',
};
const TWO_NUMBERS = /^\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})/;

/** Asks, with a date of the column, whether the day or the month comes first. Shown only where a date can be read in two ways. */
export function DateOrderChoice({ column, isReadOnly, onChoose }: DateOrderChoiceProps) {
  const example = column.samples.map((sample) => TWO_NUMBERS.exec(sample)).find((found) => found && isOpen(found));
  if (!example && !column.needsDateOrder) return null;
  const written = example?.[0].trim() ?? '03/04/2026';
  const [, first = '3', second = '4', year = '2026'] = example ?? [];
  const label = (day: string, month: string) => formatDay(`${fullYear(year)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return (
    <div className={classes.dateOrder} role="group" aria-label={`How the dates in “${column.header}” are written`}>
      <span className={column.needsDateOrder ? classes.dateOrderOpen : classes.dateOrderText}>
        {column.needsDateOrder ? `What does ${written} mean?` : `${written} is read as`}
      </span>
      <SegmentedControl
        size="xs"
        value={column.dateOrder ?? ''}
        onChange={(value) => onChoose(value === 'mdy' ? 'mdy' : 'dmy')}
        data={[
          { value: 'dmy', label: label(first, second) },
          { value: 'mdy', label: label(second, first) },
        ]}
        disabled={isReadOnly}
      />
      {column.needsDateOrder && <span className={classes.needed}>Needs an answer</span>}
      {column.dateOrderFrom && <span className={classes.dateOrderText}>{WHY[column.dateOrderFrom]}</span>}
    </div>
  );
}

function isOpen([, first, second]: RegExpExecArray): boolean {
  return Number(first) <= 12 && Number(second) <= 12 && first !== second;
}

function fullYear(year: string): string {
  return year.length === 4 ? year : `${Number(year) <= 35 ? '20' : '19'}${year}`;
}
