import { Button, Select } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { actWithUndo } from '../../shared/ui/act';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { DateOrderChoice } from './DateOrderChoice';
import type { ImportListOption } from './ImportOptions';
import { useChooseColumns, type ContactImport } from './importQueries';
import {
  assignTarget,
  customTarget,
  isDateColumn,
  type DateOrder,
  fieldNameFor,
  IGNORE,
  NEW_FIELD,
  targetGroups,
  targetLabel,
  type FieldTarget,
  type ImportColumn,
  type NewField,
  type ValueChoice,
} from './mapping';
import classes from './Mapping.module.css';
import { NewFieldDialog } from './NewFieldDialog';
import { ValueChoices } from './ValueChoices';

interface ColumnMappingProps {
  run: ContactImport;
  fields: readonly FieldTarget[];
  lists: readonly ImportListOption[];
  isReadOnly: boolean;
}

/** More selects than this at once make a page slow; files with more columns open the rest on request. */
const SHOWN = 60;

export function ColumnMapping({ run, fields, lists, isReadOnly }: ColumnMappingProps) {
  const choose = useChooseColumns(useWorkspaceId(), run.id);
  const [naming, setNaming] = useState<ImportColumn | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const groups = useMemo(() => targetGroups(run.columns, fields), [run.columns, fields]);

  const assign = (column: ImportColumn, target: string, newField: NewField | null = null) => {
    const { choices, displaced } = assignTarget(run.columns, column.index, target, newField);
    if (!displaced) return choose.mutate(choices);
    const back = [
      { index: column.index, target: column.target, newField: column.newField },
      { index: displaced.index, target: displaced.target, newField: displaced.newField },
    ];
    void actWithUndo({
      act: () => choose.mutateAsync(choices),
      done: `${targetLabel(displaced, fields)} now comes from “${column.header}”; “${displaced.header}” is left out`,
      undo: () => choose.mutateAsync(back),
    });
  };
  const order = (column: ImportColumn, dateOrder: DateOrder) => choose.mutate([{ index: column.index, target: column.target, dateOrder }]);
  const decide = (column: ImportColumn, values: ValueChoice[]) => choose.mutate([{ index: column.index, target: column.target, values }]);
  const createField = (column: ImportColumn, field: NewField) => {
    const taken = new Set([
      ...fields.map(({ fieldName }) => fieldName),
      ...run.columns.map(({ target }) => target.replace(/^custom:/, '')),
    ]);
    assign(column, customTarget(fieldNameFor(field.label, taken)), field);
    setNaming(null);
  };

  const shown = showsAll ? run.columns : run.columns.slice(0, SHOWN);
  return (
    <>
      <ul className={classes.columns}>
        {shown.map((column) => (
          <li key={column.index} className={column.target === IGNORE ? `${classes.column} ${classes.left}` : classes.column}>
            <div className={classes.source}>
              <span className={classes.header} dir="auto">
                {column.header}
              </span>
              <span className={classes.samples} dir="auto" title={column.samples.join('\n')}>
                {column.samples.length > 0 ? column.samples.join(' · ') : 'No values in the first rows'}
              </span>
            </div>
            <IconArrowRight size={16} className={classes.arrow} aria-hidden />
            <Select
              className={classes.target}
              aria-label={`Import “${column.header}” as`}
              data={groups}
              value={column.target}
              onChange={(target) => {
                if (target === NEW_FIELD) setNaming(column);
                else if (target) assign(column, target);
              }}
              allowDeselect={false}
              openOnFocus={false}
              searchable
              disabled={isReadOnly}
              nothingFoundMessage="No matching fields"
              maxDropdownHeight={320}
            />
            {isDateColumn(column, fields) && (
              <DateOrderChoice column={column} isReadOnly={isReadOnly} onChoose={(dateOrder) => order(column, dateOrder)} />
            )}
            <ValueChoices
              column={column}
              existing={existingOf(column, fields, lists)}
              isReadOnly={isReadOnly}
              onChoose={(values) => decide(column, values)}
            />
          </li>
        ))}
      </ul>
      {shown.length < run.columns.length && (
        <Button variant="subtle" size="xs" mt="sm" onClick={() => setShowsAll(true)}>
          Show all {run.columns.length} columns
        </Button>
      )}
      <NewFieldDialog column={naming} onClose={() => setNaming(null)} onCreate={createField} />
    </>
  );
}

/** What a value of the column may stand for. */
function existingOf({ target }: ImportColumn, fields: readonly FieldTarget[], lists: readonly ImportListOption[]): readonly string[] {
  if (target === 'lists' || target === 'stage')
    return lists.filter(({ isPrimary }) => isPrimary === (target === 'stage')).map(({ name }) => name);
  return fields.find(({ fieldName }) => customTarget(fieldName) === target)?.options ?? [];
}
