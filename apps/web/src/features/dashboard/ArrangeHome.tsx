import { DragDropContext, Draggable, Droppable, type DropResult, type ResponderProvided } from '@hello-pangea/dnd';
import { ActionIcon, Button, Group, Text, Title, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconEyeOff, IconGripVertical, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { toastUndo } from '../../shared/ui/toasts';
import classes from './ArrangeHome.module.css';
import { useResetHomeLayout, useSaveHomeLayout } from './dashboardQueries';
import { type Column, type HomeLayout, type HomeWidget, moved, WIDGETS } from './widgets';

const HOW_TO = 'Press Space to pick the card up, the arrow keys to move it, Space to drop it and Escape to cancel.';
const COLUMNS = { left: 'Left column', right: 'Right column' } as const;

/** Which cards Home shows, and where: saved with every change, for every device. In a file of its own, because dragging is loaded with it. */
export function ArrangeHome({ workspaceId, layout, onDone }: { workspaceId: string; layout: HomeLayout; onDone: () => void }) {
  const save = useSaveHomeLayout(workspaceId);
  const reset = useResetHomeLayout(workspaceId);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const place = (widget: HomeWidget, to: Column, index?: number) => save.mutate(moved(layout, widget, to, index));
  const drop = ({ draggableId, source, destination }: DropResult, { announce }: ResponderProvided) => {
    const name = WIDGETS[draggableId as HomeWidget].title;
    if (!destination) {
      announce(`${name} stays where it was.`);
      return;
    }
    announce(
      `${name} is now number ${destination.index + 1} in the ${COLUMNS[destination.droppableId as keyof typeof COLUMNS].toLowerCase()}.`,
    );
    if (destination.droppableId === source.droppableId && destination.index === source.index) return;
    // Drawn at once, or the card would be seen to jump back first.
    flushSync(() => place(draggableId as HomeWidget, destination.droppableId as Column, destination.index));
  };
  const startAnew = () => {
    const before = layout;
    reset.mutate(undefined, { onSuccess: () => toastUndo('Home is arranged as it was at first', () => save.mutateAsync(before)) });
  };
  return (
    <section aria-labelledby="arrange-home" className={classes.arrange}>
      <Group justify="space-between" align="flex-start" gap="md">
        <div className={classes.words}>
          <Title order={2} id="arrange-home" ref={heading} tabIndex={-1} className={classes.title}>
            Arrange Home
          </Title>
          <Text c="dimmed">Drag cards by their handle, or focus a handle and press Space. Only you see this arrangement.</Text>
        </div>
        <Group gap="xs">
          <Button variant="default" onClick={startAnew} loading={reset.isPending}>
            Reset
          </Button>
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Group>
      <DragDropContext
        dragHandleUsageInstructions={HOW_TO}
        onDragUpdate={({ destination }, { announce }) =>
          announce(
            destination
              ? `Number ${destination.index + 1} in the ${COLUMNS[destination.droppableId as keyof typeof COLUMNS].toLowerCase()}.`
              : 'Not over a column.',
          )
        }
        onDragEnd={drop}
      >
        <div className={classes.columns}>
          {(['left', 'right'] as const).map((column) => (
            <Droppable key={column} droppableId={column}>
              {(provided, { isDraggingOver }) => (
                <ul
                  ref={provided.innerRef}
                  {...provided.droppableProps}
                  className={classes.column}
                  data-over={isDraggingOver || undefined}
                  aria-label={COLUMNS[column]}
                >
                  {layout[column].map((widget, index) => (
                    <Card key={widget} widget={widget} index={index} onHide={() => place(widget, 'hidden')} />
                  ))}
                  {provided.placeholder}
                  {layout[column].length === 0 && !isDraggingOver && <li className={classes.empty}>Drag a card here.</li>}
                </ul>
              )}
            </Droppable>
          ))}
        </div>
      </DragDropContext>
      {layout.hidden.length > 0 && (
        <>
          <Title order={3} className={classes.hiddenTitle}>
            Hidden
          </Title>
          <ul className={classes.hidden} aria-label="Hidden cards">
            {layout.hidden.map((widget) => (
              <li key={widget} className={classes.card}>
                <Words widget={widget} />
                <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => place(widget, 'right')}>
                  Add<VisuallyHidden> {WIDGETS[widget].title}</VisuallyHidden>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Card({ widget, index, onHide }: { widget: HomeWidget; index: number; onHide: () => void }) {
  const { title } = WIDGETS[widget];
  return (
    <Draggable draggableId={widget} index={index}>
      {(provided, { isDragging }) => (
        <li ref={provided.innerRef} {...provided.draggableProps} className={classes.card} data-dragging={isDragging || undefined}>
          <span {...provided.dragHandleProps} className={classes.grip} aria-label={`Move ${title}`}>
            <IconGripVertical size={16} />
          </span>
          <Words widget={widget} />
          <Tooltip label="Hide">
            <ActionIcon variant="subtle" color="gray" aria-label={`Hide ${title}`} onClick={onHide}>
              <IconEyeOff size={16} />
            </ActionIcon>
          </Tooltip>
        </li>
      )}
    </Draggable>
  );
}

function Words({ widget }: { widget: HomeWidget }) {
  const { title, about } = WIDGETS[widget];
  return (
    <span className={classes.words}>
      <span className={classes.name}>{title}</span>
      <span className={classes.about}>{about}</span>
    </span>
  );
}
