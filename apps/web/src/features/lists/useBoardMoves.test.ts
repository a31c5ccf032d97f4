import type { Stage, StageContact } from './boardQueries';
import { cardsOn, countOn, type MovingCard } from './useBoardMoves';

const card = (id: string): StageContact => ({
  id,
  displayName: id,
  company: null,
  since: '2026-01-01T00:00:00.000Z',
  isStuck: false,
  lastTouchAt: null,
  lastTouchType: null,
});
const stage = (id: string, count: number): Stage => ({ id, name: id, count, stuckCount: 0, stuckAfterDays: null });
const moving = (id: string, from: string | null, to: string | null, movedAt = Infinity): MovingCard => ({
  card: card(id),
  from,
  to,
  movedAt,
});
const ids = (cards: readonly StageContact[]): string[] => cards.map(({ id }) => id);

test('a card is where it goes to, on top, and once', () => {
  const moves = [moving('a', 'new', 'talking'), moving('b', 'new', 'talking')];
  expect(ids(cardsOn('new', [card('a'), card('b'), card('c')], moves))).toEqual(['c']);
  expect(ids(cardsOn('talking', [card('d')], moves))).toEqual(['b', 'a', 'd']);
  expect(ids(cardsOn('talking', [card('a'), card('d')], moves))).toEqual(['b', 'a', 'd']);
});

test('a card that was removed from its stage is on none', () => {
  expect(ids(cardsOn('new', [card('a'), card('c')], [moving('a', 'new', null)]))).toEqual(['c']);
});

test('a move is counted until what was fetched has counted it', () => {
  const moves = [moving('a', 'new', 'talking', 100)];
  expect(countOn(stage('new', 3), moves, 90)).toBe(2);
  expect(countOn(stage('talking', 0), moves, 90)).toBe(1);
  expect(countOn(stage('new', 2), moves, 110)).toBe(2);
  expect(countOn(stage('talking', 1), moves, 110)).toBe(1);
});
