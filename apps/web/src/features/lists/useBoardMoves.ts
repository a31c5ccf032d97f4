import { useState } from 'react';
import { actWithUndo } from '../../shared/ui/act';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useMoveToStage, useReloadBoard, type Stage, type StageContact } from './boardQueries';

/** A card on its way: drawn where it goes to, until the board that is fetched says so too. */
export interface MovingCard {
  readonly card: StageContact;
  readonly from: string | null;
  readonly to: string | null;
  /** When the server had it, in milliseconds; Infinity until then. */
  readonly movedAt: number;
}

type Place = Pick<Stage, 'id' | 'name'> | null;

/** Moves of cards: seen at once, taken back when they fail, and with an offer to undo them. */
export function useBoardMoves() {
  const workspaceId = useWorkspaceId();
  const [moving, setMoving] = useState<readonly MovingCard[]>([]);
  const { mutateAsync } = useMoveToStage(workspaceId);
  const reload = useReloadBoard(workspaceId);

  const send = async (card: StageContact, from: Place, to: Place, undo: boolean) => {
    const shown = undo ? card : { ...card, since: new Date().toISOString(), isStuck: false };
    const started: MovingCard = { card: shown, from: from?.id ?? null, to: to?.id ?? null, movedAt: Infinity };
    let current = started;
    const isOther = (one: MovingCard) => one.card.id !== card.id;
    setMoving((all) => [...all.filter(isOther), started]);
    try {
      await mutateAsync({ contactId: card.id, stageId: to?.id ?? null, undo });
      current = { ...started, movedAt: Date.now() };
      setMoving((all) => all.map((one) => (one === started ? current : one)));
    } catch (error) {
      setMoving((all) => all.filter((one) => one !== started));
      throw error;
    } finally {
      void reload().finally(() => setMoving((all) => all.filter((one) => one !== current)));
    }
  };

  const move = (card: StageContact, from: Place, to: Place) =>
    actWithUndo({
      act: () => send(card, from, to, false),
      done: to ? `${card.displayName} moved to ${to.name}` : `${card.displayName} removed from ${from?.name ?? 'its stage'}`,
      undo: () => send(card, to, from, true),
    });

  return { moving, move };
}

/** The cards of a stage as they will be, newest first. */
export function cardsOn(stageId: string, fetched: readonly StageContact[], moving: readonly MovingCard[]): StageContact[] {
  const isMoving = new Set(moving.map(({ card }) => card.id));
  const arriving = moving.flatMap(({ card, to }) => (to === stageId ? [card] : [])).reverse();
  return [...arriving, ...fetched.filter(({ id }) => !isMoving.has(id))];
}

/** The count of a stage as it will be. `fetchedAt`: what was fetched after a move has counted it. */
export function countOn({ id, count }: Stage, moving: readonly MovingCard[], fetchedAt: number): number {
  const open = moving.filter(({ movedAt }) => fetchedAt <= movedAt);
  const arriving = open.filter(({ to, from }) => to === id && from !== id).length;
  const leaving = open.filter(({ to, from }) => from === id && to !== id).length;
  return Math.max(0, count + arriving - leaving);
}
