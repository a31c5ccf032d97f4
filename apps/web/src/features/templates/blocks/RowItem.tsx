import { Draggable, Droppable } from '@hello-pangea/dnd';
import { IconGripVertical } from '@tabler/icons-react';
import { BLOCK_LAYOUTS, type BlockRow } from '@rapport/common';
import { AddBlockMenu } from './AddBlockMenu';
import classes from './BlockEditor.module.css';
import { BlockItem } from './BlockItem';
import { ConditionChip } from './ConditionFields';
import { duplicateRow, insertBlock, moveRow, newBlock, removeRow } from './editDocument';
import { ItemTools } from './ItemTools';
import { RowInspector } from './RowInspector';
import type { BlockEditing } from './useBlockEditing';

interface RowItemProps {
  row: BlockRow;
  index: number;
  editing: BlockEditing;
}

/** A section with its columns. */
export function RowItem({ row, index, editing }: RowItemProps) {
  const { document } = editing;
  const isSelected = editing.selected === row.id;
  const ground = row.background ?? document.theme.surface;
  const name = `section ${index + 1}`;
  return (
    <Draggable draggableId={row.id} index={index} isDragDisabled={editing.isReadOnly || editing.isGroup}>
      {(provided, snapshot) => (
        <section
          ref={provided.innerRef}
          {...provided.draggableProps}
          className={classes.row}
          data-selected={isSelected || undefined}
          data-dragging={snapshot.isDragging || undefined}
          aria-label={`Section ${index + 1}`}
        >
          <div className={classes.rowTools} hidden={editing.isGroup}>
            <span {...provided.dragHandleProps} className={classes.handle} aria-label={`Move ${name}`}>
              <IconGripVertical size={14} aria-hidden />
            </span>
            <button
              type="button"
              className={classes.name}
              aria-expanded={isSelected}
              onClick={() => editing.select(isSelected ? null : row.id)}
            >
              Section
            </button>
            {row.condition && <ConditionChip condition={row.condition} />}
            {!editing.isReadOnly && isSelected && (
              <ItemTools
                name={name}
                onMove={(step) => editing.change(moveRow(document, index, index + step))}
                onDuplicate={() => editing.change(duplicateRow(document, row.id))}
                onDelete={() => editing.change(removeRow(document, row.id))}
              />
            )}
          </div>
          {isSelected && <RowInspector row={row} editing={editing} />}
          <div
            className={classes.columns}
            style={{
              background: ground,
              paddingBlock: row.padding,
              gridTemplateColumns: BLOCK_LAYOUTS[row.layout].map((share) => `minmax(0, ${share}fr)`).join(' '),
            }}
          >
            {row.columns.map(({ blocks }, column) => (
              <Droppable key={column} droppableId={`${row.id} ${column}`} type="block" isDropDisabled={editing.isReadOnly}>
                {(drop, over) => (
                  <div ref={drop.innerRef} {...drop.droppableProps} className={classes.column} data-over={over.isDraggingOver || undefined}>
                    {blocks.map((block, at) => (
                      <BlockItem key={block.id} block={block} index={at} ground={ground} editing={editing} />
                    ))}
                    {drop.placeholder}
                    {!editing.isReadOnly && (
                      <AddBlockMenu
                        name={row.columns.length === 1 ? name : `${name}, column ${column + 1}`}
                        isEmpty={blocks.length === 0}
                        isGroup={editing.isGroup}
                        onAdd={(kind) => {
                          const block = newBlock(kind);
                          editing.change(insertBlock(document, { row: index, column, index: blocks.length }, block));
                          editing.select(block.id);
                        }}
                      />
                    )}
                  </div>
                )}
              </Droppable>
            ))}
          </div>
        </section>
      )}
    </Draggable>
  );
}
