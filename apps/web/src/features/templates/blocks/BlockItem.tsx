import { Draggable } from '@hello-pangea/dnd';
import { IconGripVertical } from '@tabler/icons-react';
import type { Block } from '@rapport/common';
import classes from './BlockEditor.module.css';
import { BlockInspector } from './BlockInspector';
import { labelOfKind } from './blockKinds';
import { BlockView } from './BlockView';
import { ConditionChip } from './ConditionFields';
import { duplicateBlock, removeBlock, stepBlock } from './editDocument';
import { ItemTools } from './ItemTools';
import type { BlockEditing } from './useBlockEditing';

interface BlockItemProps {
  block: Block;
  index: number;
  ground: string;
  editing: BlockEditing;
}

/** A block on the canvas: chosen by a click or Enter, moved by its handle or its arrows. */
export function BlockItem({ block, index, ground, editing }: BlockItemProps) {
  const { document } = editing;
  const isSelected = editing.selected === block.id;
  const label = labelOfKind(block.kind);
  const hasError = [...editing.errors.keys()].some((key) => key.startsWith(`${block.id}.`));
  return (
    <Draggable draggableId={block.id} index={index} isDragDisabled={editing.isReadOnly}>
      {(provided, snapshot) => (
        <div
          ref={provided.innerRef}
          {...provided.draggableProps}
          className={classes.block}
          data-block={block.id}
          data-selected={isSelected || undefined}
          data-dragging={snapshot.isDragging || undefined}
          data-invalid={hasError || undefined}
        >
          <div className={classes.tools}>
            <span {...provided.dragHandleProps} className={classes.handle} aria-label={`Move ${label.toLowerCase()}`}>
              <IconGripVertical size={14} aria-hidden />
            </span>
            <button
              type="button"
              className={classes.name}
              aria-expanded={isSelected}
              onClick={() => editing.select(isSelected ? null : block.id)}
            >
              {label}
            </button>
            {block.condition && <ConditionChip condition={block.condition} />}
            {!editing.isReadOnly && isSelected && (
              <ItemTools
                name={label.toLowerCase()}
                onMove={(step) => editing.change(stepBlock(document, block.id, step))}
                onDuplicate={() => editing.change(duplicateBlock(document, block.id))}
                onDelete={() => editing.change(removeBlock(document, block.id))}
              />
            )}
          </div>
          {/* The name above is the button for keyboards; a click on what is drawn is the shorter way. */}
          <div className={classes.body} onClick={() => editing.select(block.id)} role="presentation">
            <BlockView block={block} theme={document.theme} ground={ground} editing={editing} />
          </div>
          {isSelected && <BlockInspector block={block} editing={editing} />}
        </div>
      )}
    </Draggable>
  );
}
