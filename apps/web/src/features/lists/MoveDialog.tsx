import { Kbd, Modal, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import { formatCount } from '../../shared/format/format';
import classes from './Board.module.css';
import type { Stage, StageContact } from './boardQueries';

interface MoveDialogProps {
  /** Null: closed. */
  moved: { card: StageContact; stageId: string } | null;
  stages: readonly Stage[];
  onMove: (card: StageContact, fromId: string, to: Stage | null) => void;
  onClose: () => void;
}

/** A card to any stage, or off them: by its number, by arrows and Enter, or by a tap. */
export function MoveDialog({ moved, stages, onMove, onClose }: MoveDialogProps) {
  return (
    <Modal opened={moved !== null} onClose={onClose} title={moved ? `Move ${moved.card.displayName}` : ''} size={360} returnFocus={false}>
      {moved && (
        <StageChoices
          stages={stages}
          currentId={moved.stageId}
          onChoose={(stage) => {
            onMove(moved.card, moved.stageId, stage);
            onClose();
          }}
        />
      )}
    </Modal>
  );
}

function StageChoices({
  stages,
  currentId,
  onChoose,
}: {
  stages: readonly Stage[];
  currentId: string;
  onChoose: (stage: Stage | null) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const first = stages.find(({ id }) => id !== currentId)?.id ?? null;
  const onKey = (event: KeyboardEvent) => {
    const chosen = stages[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && chosen) {
      event.preventDefault();
      if (chosen.id !== currentId) onChoose(chosen);
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div ref={list} role="group" aria-label="Stages" onKeyDown={onKey} className={classes.choices}>
      {stages.map((stage, index) => (
        <UnstyledButton
          key={stage.id}
          className={classes.choice}
          disabled={stage.id === currentId}
          data-autofocus={stage.id === first || undefined}
          onClick={() => onChoose(stage)}
        >
          <span className={classes.choiceName} dir="auto">
            {stage.name}
          </span>
          <span className={classes.choiceAside}>{stage.id === currentId ? 'Here now' : formatCount(stage.count)}</span>
          {index < 9 && <Kbd visibleFrom="sm">{index + 1}</Kbd>}
        </UnstyledButton>
      ))}
      <UnstyledButton className={classes.choice} data-autofocus={first === null || undefined} onClick={() => onChoose(null)}>
        <span className={classes.choiceName}>No stage</span>
      </UnstyledButton>
    </div>
  );
}
