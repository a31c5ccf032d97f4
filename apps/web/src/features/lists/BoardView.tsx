import { DragDropContext, Droppable, type DropResult, type ResponderProvided } from '@hello-pangea/dnd';
import { Button, Select, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatCount } from '../../shared/format/format';
import { NARROW } from '../../shared/theme/tokens';
import { act } from '../../shared/ui/act';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Board.module.css';
import { BoardColumn, type ColumnActions, StageCards, StageMenu, StuckMark } from './BoardColumn';
import {
  type BoardFilter,
  type Stage,
  type StageContact,
  useBoardNews,
  useCreateFirstStages,
  useOrderStages,
  useReloadBoard,
  useStages,
} from './boardQueries';
import { ListDialog } from './ListDialog';
import { useLists } from './listQueries';
import { MoveDialog } from './MoveDialog';
import { countOn, useBoardMoves } from './useBoardMoves';

interface BoardViewProps {
  /** Whom it shows. */
  filter: BoardFilter;
  /** Search and filters, drawn above the columns. */
  toolbar: ReactNode;
}

const boardUrl = { stage: '' } as const;
const HOW_TO =
  'Press Space to pick the card up, the arrow keys to move it between stages, Space to drop it and Escape to cancel. Press M to choose a stage from a list, and Enter to open the contact.';

/** Where everyone is on their way: a column for each stage, a card for each contact. */
export function BoardView({ filter, toolbar }: BoardViewProps) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const query = useStages(workspaceId, filter);
  const lists = useLists(workspaceId);
  const [edited, setEdited] = useState<string | null>(null);
  useBoardNews(workspaceId);
  const stages = query.data;
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')} variant={stages?.length === 0 ? 'default' : undefined}>
      Create stage
    </Button>
  );
  return (
    <Page layout="fill">
      <PageHeader title="Board" context="Contacts by stage" action={stages?.length !== 0 && create} />
      {stages?.length !== 0 && toolbar}
      {query.isError && !stages ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !stages ? (
        <BoardSkeleton />
      ) : stages.length === 0 ? (
        <FirstStages create={create} mayEdit={mayEdit} />
      ) : (
        <Board
          stages={stages}
          fetchedAt={query.dataUpdatedAt}
          filter={filter}
          isNarrow={isNarrow}
          mayEdit={mayEdit}
          onEdit={(stage) => setEdited(stage.id)}
        />
      )}
      <ListDialog
        list={lists.data?.find(({ id }) => id === edited) ?? null}
        isStage
        isOpen={edited === 'new' || lists.data?.some(({ id }) => id === edited) === true}
        onClose={() => setEdited(null)}
      />
    </Page>
  );
}

interface BoardProps {
  stages: readonly Stage[];
  fetchedAt: number;
  filter: BoardFilter;
  isNarrow: boolean;
  mayEdit: boolean;
  onEdit: (stage: Stage) => void;
}

function Board({ stages: fetched, fetchedAt, filter, isNarrow, mayEdit, onEdit }: BoardProps) {
  const workspaceId = useWorkspaceId();
  const reload = useReloadBoard(workspaceId);
  const { mutateAsync: saveOrder } = useOrderStages(workspaceId);
  const { moving, move } = useBoardMoves();
  const [asked, setAsked] = useState<{ card: StageContact; stageId: string } | null>(null);
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const cards = useRef(new Map<string, readonly StageContact[]>());
  const stages = useMemo(() => inOrder(fetched, order), [fetched, order]);
  const isFiltered = Object.keys(filter).length > 0;
  const stageOf = (id: string) => stages.find((stage) => stage.id === id) ?? null;
  const cardOf = (id: string) => [...cards.current.values()].flat().find((card) => card.id === id);
  const nameOf = (id: string) => stageOf(id)?.name ?? '';

  const place = (ids: readonly string[]) => {
    flushSync(() => setOrder(ids));
    void act(async () => {
      try {
        await saveOrder([...ids]);
      } finally {
        void reload().finally(() => setOrder(null));
      }
    });
  };
  const shift = (stage: Stage, by: number) => {
    const ids = stages.map(({ id }) => id);
    const at = ids.indexOf(stage.id);
    ids.splice(at, 1);
    ids.splice(at + by, 0, stage.id);
    place(ids);
  };
  const moveCard = (card: StageContact, fromId: string, to: Stage | null) => {
    if (to?.id === fromId) return;
    // Drawn at once, or the card would be seen to jump back first.
    flushSync(() => void move(card, stageOf(fromId), to));
    focusCard(card.id);
  };
  const drop = ({ draggableId, type, source, destination }: DropResult, provided: ResponderProvided) => {
    if (type === 'stage') {
      const stage = stages[source.index];
      if (stage && destination && destination.index !== source.index) shift(stage, destination.index - source.index);
      provided.announce(`${stage?.name ?? ''} is now number ${(destination?.index ?? source.index) + 1} of ${stages.length}.`);
      return;
    }
    const card = cardOf(draggableId);
    if (!card) return;
    if (!destination || destination.droppableId === source.droppableId) {
      provided.announce(`${card.displayName} stays on ${nameOf(source.droppableId)}.`);
      return;
    }
    provided.announce(`${card.displayName} moved to ${nameOf(destination.droppableId)}.`);
    moveCard(card, source.droppableId, stageOf(destination.droppableId));
  };
  const actions: ColumnActions = {
    onEdit,
    onShift: shift,
    onAskMove: (card, stageId) => setAsked({ card, stageId }),
    onCards: (stageId, drawn) => void cards.current.set(stageId, drawn),
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const id = (event.target as HTMLElement).getAttribute('data-card');
    if (id === null || document.querySelector('[data-board-dragging]')) return;
    const stageId = stages.find((stage) => cards.current.get(stage.id)?.some((card) => card.id === id))?.id;
    const card = cardOf(id);
    if (!stageId || !card) return;
    if (event.key === 'm' && mayEdit) {
      event.preventDefault();
      setAsked({ card, stageId });
      return;
    }
    const next = neighbour(event.key, id, stageId, stages, cards.current);
    if (next === null) return;
    event.preventDefault();
    focusCard(next);
  };
  const shared = { filter, isFiltered, moving, mayEdit, actions };
  return (
    <div className={classes.board} onKeyDown={onKey} data-flush>
      <DragDropContext
        dragHandleUsageInstructions={HOW_TO}
        onDragStart={({ draggableId, type }, provided) => {
          document.body.setAttribute('data-board-dragging', '');
          provided.announce(
            type === 'stage'
              ? 'Picked up. Left and right arrow keys move the stage, Space drops it, Escape cancels.'
              : `${cardOf(draggableId)?.displayName ?? ''} picked up. Left and right arrow keys move it between stages, Space drops it, Escape cancels.`,
          );
        }}
        onDragUpdate={({ type, destination }, provided) => {
          if (!destination) provided.announce('Not over a stage.');
          else
            provided.announce(
              type === 'stage' ? `Number ${destination.index + 1} of ${stages.length}.` : `Over ${nameOf(destination.droppableId)}.`,
            );
        }}
        onDragEnd={(result, provided) => {
          document.body.removeAttribute('data-board-dragging');
          drop(result, provided);
        }}
      >
        {isNarrow ? (
          <PhoneStage stages={stages} countOf={(stage) => countOn(stage, moving, fetchedAt)} shared={shared} />
        ) : (
          <Droppable droppableId="board" type="stage" direction="horizontal">
            {(provided) => (
              <div ref={provided.innerRef} {...provided.droppableProps} className={classes.columns}>
                {stages.map((stage, index) => (
                  <BoardColumn
                    key={stage.id}
                    stage={stage}
                    count={countOn(stage, moving, fetchedAt)}
                    index={index}
                    isLast={index === stages.length - 1}
                    {...shared}
                  />
                ))}
                {provided.placeholder}
              </div>
            )}
          </Droppable>
        )}
      </DragDropContext>
      <MoveDialog
        moved={asked}
        stages={stages}
        onMove={moveCard}
        onClose={() => {
          if (asked) focusCard(asked.card.id);
          setAsked(null);
        }}
      />
    </div>
  );
}

interface PhoneStageProps {
  stages: readonly Stage[];
  countOf: (stage: Stage) => number;
  shared: Omit<Parameters<typeof StageCards>[0], 'stage' | 'isDragged'> & { actions: ColumnActions };
}

/** One stage at a time. */
function PhoneStage({ stages, countOf, shared }: PhoneStageProps) {
  const [view, setView] = useUrlState(boardUrl);
  const index = Math.max(
    0,
    stages.findIndex(({ id }) => id === view.stage),
  );
  const stage = stages[index];
  if (!stage) return null;
  return (
    <>
      <div className={classes.phoneHead}>
        <Select
          aria-label="Stage"
          className={classes.phoneStage}
          data={stages.map((one) => ({ value: one.id, label: `${one.name} (${formatCount(countOf(one))})` }))}
          value={stage.id}
          onChange={(id) => setView({ stage: id })}
          allowDeselect={false}
        />
        {stage.stuckCount > 0 && <StuckMark stage={stage} />}
        <StageMenu stage={stage} index={index} isLast={index === stages.length - 1} mayEdit={shared.mayEdit} actions={shared.actions} />
      </div>
      <StageCards key={stage.id} stage={stage} isDragged={false} {...shared} />
    </>
  );
}

function FirstStages({ create, mayEdit }: { create: ReactNode; mayEdit: boolean }) {
  const first = useCreateFirstStages(useWorkspaceId());
  return (
    <EmptyState
      picture="lists"
      title="No stages yet"
      text={
        mayEdit
          ? 'Stages are the steps that your contacts go through. Begin with three and rename them as you like.'
          : 'Stages are the steps that your contacts go through. An author of this workspace can create them.'
      }
      action={
        mayEdit && (
          <>
            <Button onClick={() => first.mutate()} loading={first.isPending}>
              Create New, Talking and Customer
            </Button>
            {create}
          </>
        )
      }
    />
  );
}

function BoardSkeleton() {
  return (
    <div role="status" aria-label="Loading" className={classes.columns} data-flush>
      {[0, 1, 2].map((at) => (
        <Skeleton key={at} className={classes.column} height={320} radius="lg" />
      ))}
    </div>
  );
}

function inOrder(stages: readonly Stage[], order: readonly string[] | null): readonly Stage[] {
  if (order === null) return stages;
  const placeOf = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...stages].sort((a, b) => placeOf(a.id) - placeOf(b.id));
}

/** The card that an arrow key leads to: in the same stage, or at the same height of the next one that has any. */
function neighbour(
  key: string,
  id: string,
  stageId: string,
  stages: readonly Stage[],
  cards: ReadonlyMap<string, readonly StageContact[]>,
): string | null {
  const own = cards.get(stageId) ?? [];
  const at = own.findIndex((card) => card.id === id);
  if (key === 'ArrowDown') return own[at + 1]?.id ?? null;
  if (key === 'ArrowUp') return own[at - 1]?.id ?? null;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const step = key === 'ArrowRight' ? 1 : -1;
  for (let next = stages.findIndex((stage) => stage.id === stageId) + step; stages[next]; next += step) {
    const there = cards.get(stages[next]?.id ?? '') ?? [];
    const card = there[Math.min(at, there.length - 1)];
    if (card) return card.id;
  }
  return null;
}

/** After the next drawing: it may be in another column by then. */
function focusCard(id: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus());
}
