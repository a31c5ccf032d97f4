import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { formatCount, plural } from '../../shared/format/format';
import { type ColumnValue, decided, type ImportColumn, type ValueChoice } from './mapping';
import classes from './Mapping.module.css';

interface ValueChoicesProps {
  column: ImportColumn;
  /** Lists, stages or options that a value may stand for. */
  existing: readonly string[];
  isReadOnly: boolean;
  onChoose: (values: ValueChoice[]) => void;
}

const FIRST = 6;
const ADD = '$add';
const LEAVE = '$leaveOut';
const USE = 'use:';

/** Asks what values stand for that are no list, stage or option yet. Nothing is added unless it is chosen here. */
export function ValueChoices({ column, existing, isReadOnly, onChoose }: ValueChoicesProps) {
  const [showsAll, setShowsAll] = useState(false);
  const { values } = column;
  if (!values || values.unknown.length === 0) return null;
  const word = wordOf(column.target);
  const open = values.unknown.filter(({ choice }) => choice === null);
  const shown = showsAll ? values.unknown : values.unknown.slice(0, FIRST);
  const decide = (chosen: readonly ColumnValue[], change: Pick<ValueChoice, 'choice' | 'use'> | null) =>
    onChoose(decided(column, new Map(chosen.map(({ value }) => [value, change]))));
  return (
    <div className={classes.values} role="group" aria-label={`Values of “${column.header}”`}>
      <div className={classes.valuesHead}>
        <span className={open.length > 0 ? classes.dateOrderOpen : classes.dateOrderText}>
          {plural(values.unknown.length, 'value')} {values.unknown.length === 1 ? 'is' : 'are'} no {word} yet
          {values.isCut && ' (there are more)'}
        </span>
        {open.length > 0 && !isReadOnly && (
          <>
            <Button size="compact-xs" variant="default" onClick={() => decide(open, { choice: 'add' })}>
              Add {open.length === 1 ? 'it' : `all ${open.length}`}
            </Button>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => decide(open, { choice: 'leaveOut' })}>
              Leave {open.length === 1 ? 'it' : 'all'} out
            </Button>
          </>
        )}
      </div>
      {!values.isWhole && <p className={classes.valuesNote}>The file is large: only its beginning was looked at.</p>}
      <ul className={classes.valuesList}>
        {shown.map((value) => (
          <li key={value.value} className={classes.value}>
            <span className={classes.valueName} dir="auto" title={value.value}>
              {value.value}
            </span>
            <span className={`${classes.valueCount} rp-num`}>{formatCount(value.count)}</span>
            <Select
              size="xs"
              aria-label={`“${value.value}” becomes`}
              placeholder={value.suggests ? `Is it “${value.suggests}”?` : 'Choose'}
              data={[
                {
                  group: 'This value',
                  items: [
                    { value: ADD, label: `Add as new ${word}` },
                    { value: LEAVE, label: 'Leave it out' },
                  ],
                },
                ...(existing.length > 0
                  ? [{ group: 'It means', items: existing.map((name) => ({ value: `${USE}${name}`, label: name })) }]
                  : []),
              ]}
              value={chosenOf(value)}
              onChange={(chosen) => decide([value], choiceOf(chosen))}
              searchable={existing.length > 8}
              clearable
              disabled={isReadOnly}
              comboboxProps={{ width: 240, position: 'bottom-end' }}
            />
          </li>
        ))}
      </ul>
      {shown.length < values.unknown.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setShowsAll(true)}>
          Show all {values.unknown.length}
        </Button>
      )}
    </div>
  );
}

function wordOf(target: string): string {
  return target === 'lists' ? 'list' : target === 'stage' ? 'stage' : 'option';
}

function chosenOf({ choice, use }: ColumnValue): string | null {
  if (choice === null) return null;
  return choice === 'add' ? ADD : choice === 'leaveOut' ? LEAVE : `${USE}${use ?? ''}`;
}

function choiceOf(chosen: string | null): Pick<ValueChoice, 'choice' | 'use'> | null {
  if (chosen === null) return null;
  if (chosen === ADD) return { choice: 'add' };
  return chosen === LEAVE ? { choice: 'leaveOut' } : { choice: 'use', use: chosen.slice(USE.length) };
}
