import { Draggable } from '@hello-pangea/dnd';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconClockExclamation } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { formatExact, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Board.module.css';
import type { StageContact } from './boardQueries';

interface BoardCardProps {
  card: StageContact;
  index: number;
  stageId: string;
  mayEdit: boolean;
  /** A phone shows one stage: nothing to drag to. */
  isDragged: boolean;
  onAskMove: (card: StageContact, stageId: string) => void;
}

const TOUCHED: Record<NonNullable<StageContact['lastTouchType']>, string> = { email: 'Email', text: 'Text', call: 'Call', note: 'Note' };
const DAY_MS = 86_400_000;

/** One contact: the whole card is the link, the handle to drag it by, and what the keyboard moves. */
export const BoardCard = memo(function BoardCard({ card, index, stageId, mayEdit, isDragged, onAskMove }: BoardCardProps) {
  const workspaceId = useWorkspaceId();
  return (
    <Draggable draggableId={card.id} index={index} isDragDisabled={!mayEdit || !isDragged}>
      {(provided, snapshot) => (
        <li ref={provided.innerRef} {...provided.draggableProps} className={classes.item} data-dragging={snapshot.isDragging || undefined}>
          <Link
            {...provided.dragHandleProps}
            role={undefined}
            to={paths.contact(workspaceId, card.id)}
            className={classes.card}
            data-card={card.id}
            data-stuck={card.isStuck || undefined}
            aria-keyshortcuts={mayEdit ? 'M' : undefined}
          >
            <span className={classes.who}>
              <PersonAvatar name={card.displayName} seed={card.id} size={24} />
              <span className={classes.names}>
                <span className={classes.name} dir="auto">
                  {card.displayName}
                </span>
                {card.company && card.company !== card.displayName && (
                  <span className={classes.company} dir="auto">
                    {card.company}
                  </span>
                )}
              </span>
            </span>
            <span className={classes.facts}>
              <span className={classes.touch}>
                {card.lastTouchAt && card.lastTouchType ? (
                  <>
                    {TOUCHED[card.lastTouchType]} <RelativeTime iso={card.lastTouchAt} />
                  </>
                ) : (
                  'No contact yet'
                )}
              </span>
              <StageAge card={card} />
            </span>
          </Link>
          {mayEdit && (
            <Tooltip label={isDragged ? 'Move to a stage (M)' : 'Move to a stage'}>
              <ActionIcon
                size={isDragged ? 'sm' : 'md'}
                className={classes.move}
                data-always={!isDragged || undefined}
                tabIndex={isDragged ? -1 : 0}
                aria-label={`Move ${card.displayName} to a stage`}
                onClick={() => onAskMove(card, stageId)}
              >
                <IconArrowsExchange size={15} />
              </ActionIcon>
            </Tooltip>
          )}
        </li>
      )}
    </Draggable>
  );
});

function StageAge({ card }: { card: StageContact }) {
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(card.since)) / DAY_MS));
  const words = days === 0 ? 'Since today' : plural(days, 'day');
  return (
    <Tooltip label={`On this stage since ${formatExact(card.since)}`}>
      <span className={`${classes.age} rp-num`}>
        {card.isStuck && <IconClockExclamation size={13} aria-hidden />}
        {card.isStuck ? `Stuck, ${words}` : words}
      </span>
    </Tooltip>
  );
}
