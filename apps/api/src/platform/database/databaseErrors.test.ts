import { isSurelyUndone, transactionEnded, transactionRolledBack } from './databaseErrors.js';

const withCode = (code: string): Error => Object.assign(new Error(code), { code });

it('knows what PostgreSQL has surely undone', () => {
  for (const error of [withCode('23505'), withCode('40P01'), withCode('55P03'), withCode('P0001'), transactionRolledBack()])
    expect([error, isSurelyUndone(error)]).toEqual([error, true]);
});

it('does not take a lost connection for an answer', () => {
  for (const error of [
    withCode('08006'),
    withCode('57P01'),
    withCode('EPIPE'),
    withCode('ECONNRESET'),
    transactionEnded('x'),
    new Error('Connection terminated'),
  ])
    expect([error, isSurelyUndone(error)]).toEqual([error, false]);
});
