import { isFiltered, noFilter, queryOf } from './auditFilter';

it('asks for nothing without a filter', () => {
  expect(queryOf(noFilter)).toEqual({});
  expect(isFiltered(noFilter)).toBe(false);
});

it('reads an actor as a kind, or a kind with an id', () => {
  expect(queryOf({ ...noFilter, actor: 'job' })).toEqual({ actorType: 'job' });
  expect(queryOf({ ...noFilter, actor: 'user:u1' })).toEqual({ actorType: 'user', actorId: 'u1' });
  expect(queryOf({ ...noFilter, actor: 'nonsense' })).toEqual({});
});

it('takes days as they are where the reader is, and leaves out what is no day', () => {
  expect(queryOf({ ...noFilter, since: '2026-01-31', before: 'soon' })).toEqual({ from: new Date(2026, 0, 31).toISOString() });
});
