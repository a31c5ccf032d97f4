import { Draggable, Droppable } from '@hello-pangea/dnd';
import { ActionIcon, Menu, Skeleton, Tooltip } from '@mantine/core';
import { IconDots, IconGripVertical } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { PagedList } from '../../shared/ui/PagedList';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Board.module.css';
import { BoardCard } from './BoardCard';
import { type BoardFilter, type Stage, type StageContact, useStageContacts } from './boardQueries';
import { cardsOn, type MovingCard } from './useBoardMoves';

export interface ColumnActions {
  onEdit: (stage: Stage) => void;
  /** One place to the left (-1) or to the right. */
  onShift: (stage: Stage, by: -1 | 1) => void;
  onAskMove: (card: StageContact, stageId: string) => void;
  /** The cards that are drawn, for whoever moves by keyboard. */
  onCards: (stageId: string, cards: readonly StageContact[]) => void;
}

interface BoardColumnProps {
  stage: Stage;
  count: number;
  index: number;
  isLast: boolean;
  filter: BoardFilter;
  isFiltered: boolean;
  moving: readonly MovingCard[];
  mayEdit: boolean;
  actions: ColumnActions;
}

/** A stage as a column, which is dragged by its grip. */
export function BoardColumn({ stage, count, index, isLast, mayEdit, actions, ...rest }: BoardColumnProps) {
  return (
    <Draggable draggableId={`stage-${stage.id}`} index={index} isDragDisabled={!mayEdit}>
      {(provided, snapshot) => (
        <section
          ref={provided.innerRef}
          {...provided.draggableProps}
          className={classes.column}
          data-dragging={snapshot.isDragging || undefined}
          aria-label={stage.name}
        >
          <header className={classes.head}>
            {mayEdit ? (
              <Tooltip label="Drag to reorder">
                <span {...provided.dragHandleProps} className={classes.grip} aria-label={`Reorder ${stage.name}`}>
                  <IconGripVertical size={14} />
                </span>
              </Tooltip>
            ) : (
              <span {...provided.dragHandleProps} role={undefined} tabIndex={-1} />
            )}
            <h2 className={classes.stage} dir="auto">
              {stage.name}
            </h2>
            <span className={`${classes.count} rp-num`}>{formatCount(count)}</span>
            {stage.stuckCount > 0 && <StuckMark stage={stage} />}
            <StageMenu stage={stage} index={index} isLast={isLast} mayEdit={mayEdit} actions={actions} />
          </header>
          <StageCards stage={stage} mayEdit={mayEdit} isDragged actions={actions} {...rest} />
        </section>
      )}
    </Draggable>
  );
}

export function StuckMark({ stage }: { stage: Stage }) {
  return (
    <Tooltip label={`On this stage for more than ${stage.stuckAfterDays ?? 0} days`}>
      <span className={`${classes.stuck} rp-num`}>{formatCount(stage.stuckCount)} stuck</span>
    </Tooltip>
  );
}

interface StageCardsProps {
  stage: Stage;
  filter: BoardFilter;
  isFiltered: boolean;
  moving: readonly MovingCard[];
  mayEdit: boolean;
  isDragged: boolean;
  actions: Pick<ColumnActions, 'onAskMove' | 'onCards'>;
}

/** The contacts of a stage; more of them come with scrolling. */
export function StageCards({ stage, filter, isFiltered, moving, mayEdit, isDragged, actions }: StageCardsProps) {
  const source = useStageContacts(useWorkspaceId(), stage.id, filter);
  const cards = cardsOn(stage.id, source.rows, moving);
  const { onCards } = actions;
  useEffect(() => onCards(stage.id, cards));
  return (
    <Droppable droppableId={stage.id} type="card" isDropDisabled={!isDragged}>
      {(provided, snapshot) => (
        <div
          ref={provided.innerRef}
          {...provided.droppableProps}
          className={classes.body}
          data-over={snapshot.isDraggingOver || undefined}
          data-phone={!isDragged || undefined}
        >
          {source.isLoading && cards.length === 0 ? (
            <CardsSkeleton />
          ) : (
            <PagedList
              // What moves here is there before the first page is.
              source={cards.length > 0 ? { ...source, rows: cards, isLoading: false, error: null } : { ...source, rows: cards }}
              empty={
                <p className={classes.empty}>
                  {snapshot.isDraggingOver
                    ? ''
                    : isFiltered
                      ? 'No matching contacts.'
                      : mayEdit
                        ? 'No contacts on this stage. Drag a card here.'
                        : 'No contacts on this stage.'}
                </p>
              }
              more="Show more"
              loadsByScrolling
            >
              {(rows) => (
                <ul className={classes.cards} aria-label={`Contacts on ${stage.name}`}>
                  {rows.map((card, index) => (
                    <BoardCard
                      key={card.id}
                      card={card}
                      index={index}
                      stageId={stage.id}
                      mayEdit={mayEdit}
                      isDragged={isDragged}
                      onAskMove={actions.onAskMove}
                    />
                  ))}
                  {provided.placeholder}
                </ul>
              )}
            </PagedList>
          )}
          {cards.length === 0 && provided.placeholder}
        </div>
      )}
    </Droppable>
  );
}

function CardsSkeleton() {
  return (
    <div role="status" aria-label="Loading" className={classes.cards}>
      {[0, 1, 2].map((at) => (
        <Skeleton key={at} height={76} radius="md" mb={8} />
      ))}
    </div>
  );
}

interface StageMenuProps {
  stage: Stage;
  index: number;
  isLast: boolean;
  mayEdit: boolean;
  actions: Pick<ColumnActions, 'onEdit' | 'onShift'>;
}

export function StageMenu({ stage, index, isLast, mayEdit, actions }: StageMenuProps) {
  const workspaceId = useWorkspaceId();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label="Actions">
          <ActionIcon size="sm" aria-label={`Actions for ${stage.name}`} className={classes.menu}>
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={paths.list(workspaceId, stage.id)}>
          Show in contacts
        </Menu.Item>
        <Menu.Item component={Link} to={paths.listHistory(workspaceId, stage.id)}>
          Who joined and left
        </Menu.Item>
        {mayEdit && (
          <>
            <Menu.Item onClick={() => actions.onEdit(stage)}>Edit stage</Menu.Item>
            <Menu.Divider />
            <Menu.Item disabled={index === 0} onClick={() => actions.onShift(stage, -1)}>
              Move left
            </Menu.Item>
            <Menu.Item disabled={isLast} onClick={() => actions.onShift(stage, 1)}>
              Move right
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
