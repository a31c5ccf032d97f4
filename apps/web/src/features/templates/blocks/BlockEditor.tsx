import { DragDropContext, Droppable, type DropResult } from '@hello-pangea/dnd';
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp, IconPalette, IconPlus } from '@tabler/icons-react';
import type { BlockDocument } from '@rapport/common';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { BodyHandle } from '../writingAssistant';
import classes from './BlockEditor.module.css';
import { LAYOUT_WORDS } from './blockKinds';
import { documentErrors } from './documentProblems';
import { findBlock, insertRow, moveRow, newRow, placeBlock, placeOfNew, removeBlock, stepBlock } from './editDocument';
import { RowItem } from './RowItem';
import { addBlock, blockOf, replaceBlock, reworded, wordsOf } from './suggestions';
import { ThemeFields } from './ThemeFields';
import { type BlockEditing, useBlockEditing } from './useBlockEditing';

interface BlockEditorProps {
  value: BlockDocument;
  onChange: (document: BlockDocument) => void;
  isReadOnly: boolean;
  /** The blocks of a snippet: one section, without a theme. */
  isGroup?: boolean;
  /** A block to show; a new object every time one is asked for. */
  shown?: { readonly id: string } | null;
  error?: ReactNode;
  /** For whoever reads the selected block or adds to the message. */
  handle?: Ref<BodyHandle>;
}

const HOW_TO =
  'Press Space on a handle to pick it up, the arrow keys to move it, Space to drop it and Escape to cancel. Alt with the up and down arrows moves the selected block, Delete removes it, Control Z undoes.';

/** A message made of sections and blocks, edited where it stands. A chunk of its own, loaded when it is first shown. */
export function BlockEditor({ value, onChange, isReadOnly, isGroup = false, shown = null, error, handle }: BlockEditorProps) {
  const errors = useMemo(() => documentErrors(value), [value]);
  const editing = useBlockEditing(value, onChange, isReadOnly, errors, isGroup);
  const [isThemeOpen, theme] = useDisclosure(false);
  const root = useRef<HTMLDivElement>(null);
  const selected = editing.selected === null ? null : findBlock(value, editing.selected);
  /** What came in for the selected block: more of it goes behind. */
  const came = useRef<{ readonly selected: string; readonly newest: string } | null>(null);
  useImperativeHandle(handle, () => ({
    selectedText: () => (selected ? wordsOf(selected.block) : ''),
    insert: (html, isRewording = false) => {
      const at = selected?.block.id ?? null;
      const isFirst = came.current === null || came.current.selected !== at;
      const block = selected && isRewording && isFirst ? reworded(selected.block, html) : blockOf(html);
      const behind = isFirst ? at : (came.current?.newest ?? at);
      editing.change(selected && isRewording && isFirst ? replaceBlock(value, selected.block.id, block) : addBlock(value, behind, block));
      const stays = isRewording && isFirst ? block.id : at;
      if (stays !== at) editing.select(stays);
      came.current = stays === null ? null : { selected: stays, newest: block.id };
    },
  }));
  const [last, setLast] = useState(shown);
  if (shown !== last) {
    setLast(shown);
    editing.select(shown?.id ?? null);
  }
  useEffect(() => {
    if (shown) root.current?.querySelector(`[data-block="${CSS.escape(shown.id)}"]`)?.scrollIntoView({ block: 'center' });
  }, [shown]);
  return (
    <div ref={root} className={classes.editor} data-path="document" tabIndex={-1} onKeyDown={(event) => onKey(event, editing)}>
      <div className={classes.bar}>
        <span className={classes.label}>{isGroup ? 'Blocks' : 'Message'}</span>
        {!isGroup && (
          <Button
            variant={isThemeOpen ? 'light' : 'subtle'}
            color="gray"
            size="compact-sm"
            leftSection={<IconPalette size={15} />}
            aria-expanded={isThemeOpen}
            onClick={theme.toggle}
          >
            Theme
          </Button>
        )}
        <Step name="Undo" icon={IconArrowBackUp} act={editing.undo} />
        <Step name="Redo" icon={IconArrowForwardUp} act={editing.redo} />
      </div>
      {isThemeOpen && <ThemeFields editing={editing} />}
      <DragDropContext onDragEnd={(result) => drop(result, editing)} dragHandleUsageInstructions={HOW_TO}>
        <Droppable droppableId="rows" type="row" isDropDisabled={isReadOnly}>
          {(provided) => (
            <div
              ref={provided.innerRef}
              {...provided.droppableProps}
              className={classes.canvas}
              data-font={value.theme.font}
              style={{ background: value.theme.page }}
            >
              {value.rows.map((row, index) => (
                <RowItem key={row.id} row={row} index={index} editing={editing} />
              ))}
              {provided.placeholder}
              {!isReadOnly && !isGroup && <AddSection editing={editing} />}
            </div>
          )}
        </Droppable>
      </DragDropContext>
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function Step({ name, icon: StepIcon, act }: { name: string; icon: typeof IconArrowBackUp; act: (() => void) | null }) {
  return (
    <Tooltip label={name}>
      <ActionIcon aria-label={name} disabled={act === null} onClick={() => act?.()}>
        <StepIcon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function AddSection({ editing }: { editing: BlockEditing }) {
  const { document } = editing;
  return (
    <Menu position="top" width={220}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} className={classes.addSection}>
          Add section
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {LAYOUT_WORDS.map(({ value, label }) => (
          <Menu.Item key={value} onClick={() => editing.change(insertRow(document, placeOfNew(document), newRow(value)))}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function drop({ destination, source, draggableId, type }: DropResult, editing: BlockEditing): void {
  if (!destination) return;
  const { document } = editing;
  if (type === 'row') return editing.change(moveRow(document, source.index, destination.index));
  if (destination.droppableId === source.droppableId && destination.index === source.index) return;
  const [rowId, column] = destination.droppableId.split(' ');
  const row = document.rows.findIndex(({ id }) => id === rowId);
  editing.change(placeBlock(document, draggableId, { row, column: Number(column), index: destination.index }));
}

/** Not while a text is written: there the keys are its editor's. */
function onKey(event: KeyboardEvent<HTMLDivElement>, editing: BlockEditing): void {
  const target = event.target as HTMLElement;
  if (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
  const act = keyAct(event, editing);
  if (!act) return;
  event.preventDefault();
  act();
}

function keyAct(event: KeyboardEvent, editing: BlockEditing): (() => void) | null {
  const { document, selected } = editing;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === 'z') return event.shiftKey ? editing.redo : editing.undo;
  if ((event.ctrlKey || event.metaKey) && key === 'y') return editing.redo;
  if (selected === null) return null;
  if (event.altKey && key === 'arrowup') return () => editing.change(stepBlock(document, selected, -1));
  if (event.altKey && key === 'arrowdown') return () => editing.change(stepBlock(document, selected, 1));
  if (key === 'delete') return () => editing.change(removeBlock(document, selected));
  if (key === 'escape') return () => editing.select(null);
  return null;
}
