import { setImmediate as nextTurn } from 'node:timers/promises';

/** Messages written in one go, before requests get their turn again. */
const TURN_MS = 50;

let turnBegan: number | null = null;

/** Resolves at once while the current turn of the event loop is young, else in a later one. */
export async function takeTurn(): Promise<void> {
  while (turnBegan !== null && performance.now() - turnBegan > TURN_MS) await nextTurn();
  if (turnBegan !== null) return;
  turnBegan = performance.now();
  setImmediate(() => {
    turnBegan = null;
  });
}
