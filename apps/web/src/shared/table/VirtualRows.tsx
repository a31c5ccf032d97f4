import { Checkbox, Skeleton } from '@mantine/core';
import type { KeyboardEvent, MouseEvent } from 'react';
import { CardCells } from './CardCells';
import { RowCells } from './RowCells';
import type { DataTableProps } from './tableProps';
import classes from './DataTable.module.css';
import type { DataTableModel } from './useDataTable';

interface VirtualRowsProps<Row> {
  props: DataTableProps<Row>;
  model: DataTableModel<Row>;
  isNarrow: boolean;
}

export function VirtualRows<Row>({ props, model, isNarrow }: VirtualRowsProps<Row>) {
  const { virtualizer, rows } = model;
  return (
    <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => {
        const tableRow = rows[item.index - props.source.rowsBefore];
        const row = props.source.rows[item.index - props.source.rowsBefore];
        if (!tableRow || row === undefined) return <MissingRow key={item.key} index={item.index} start={item.start} isNarrow={isNarrow} />;
        const isSelected = model.selection.isEverything || tableRow.getIsSelected();
        return (
          <div
            key={item.key}
            role="row"
            data-row-index={item.index}
            aria-rowindex={item.index + 2}
            aria-selected={props.bulkActions ? isSelected : undefined}
            tabIndex={item.index === model.activeIndex && !model.cells?.active ? 0 : -1}
            className={[
              classes.row,
              isNarrow ? classes.card : '',
              props.onOpen && !model.cells ? classes.clickable : '',
              model.cells?.edited?.row === item.index ? classes.edited : '',
            ].join(' ')}
            style={{ transform: `translateY(${item.start}px)` }}
            onFocus={(event) => {
              model.setActiveIndex(item.index);
              if (event.target === event.currentTarget) model.cells?.onFocusRow();
            }}
            onClick={(event) => !model.cells && opensRow(event) && props.onOpen?.(row)}
          >
            {props.bulkActions && (
              <div
                role="gridcell"
                className={model.pinnedAt.size > 0 ? `${classes.check} ${classes.pinned}` : classes.check}
                onClick={(event) => {
                  event.stopPropagation();
                  tableRow.getToggleSelectedHandler()({ shiftKey: event.shiftKey, target: { checked: !tableRow.getIsSelected() } });
                }}
              >
                <Checkbox tabIndex={-1} aria-label={`Select ${props.rowName(row)}`} checked={isSelected} onChange={noop} />
              </div>
            )}
            {isNarrow ? (
              <CardCells row={row} columns={props.columns} />
            ) : (
              <RowCells row={row} index={item.index} props={props} model={model} />
            )}
            {props.rowActions && (
              <div role="gridcell" className={classes.actions} onClick={stop} onKeyDown={stop}>
                {props.rowActions(row)}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** A row that was let go and is being loaded again; it can hold the focus until then. */
function MissingRow({ index, start, isNarrow }: { index: number; start: number; isNarrow: boolean }) {
  return (
    <div
      role="row"
      data-row-index={index}
      aria-rowindex={index + 2}
      aria-busy
      tabIndex={-1}
      className={isNarrow ? `${classes.row} ${classes.card}` : classes.row}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div role="gridcell" className={classes.cell} style={{ flex: 1 }}>
        <Skeleton height={10} width={`${35 + ((index * 31) % 45)}%`} />
      </div>
    </div>
  );
}

/** A click on a link or a control inside the row is theirs; one that ends a text selection is nobody's. */
function opensRow(event: MouseEvent<HTMLElement>): boolean {
  const isControl = event.target instanceof Element && event.target.closest('a, button, input, label, [role="menuitem"]');
  return !isControl && !window.getSelection()?.toString();
}

function stop(event: MouseEvent | KeyboardEvent): void {
  event.stopPropagation();
}

/** The cell around it handles the click: its whole area counts, and a click carries the Shift key that range selection needs. */
function noop(): void {}
