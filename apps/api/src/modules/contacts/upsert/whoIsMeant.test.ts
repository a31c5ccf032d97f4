import { type Candidate, type Meant, whoIsMeant } from './whoIsMeant.js';
import { contactKeys } from '../normalizeContact.js';

function one(id: string, about: { first?: string; email?: string; phone?: string; further?: string }): Candidate {
  const fields = {
    firstName: about.first ?? null,
    lastName: null,
    primaryEmail: about.email ?? null,
    primaryPhone: about.phone ?? null,
    company: null,
  };
  const points = about.further
    ? [{ kind: about.further.includes('@') ? ('email' as const) : ('phone' as const), value: about.further, key: about.further }]
    : [];
  return { id, fields, points, keys: contactKeys(fields, about.phone ?? null, points) };
}

function meant(about: { id?: string; first?: string; email?: string; phone?: string }): Meant {
  return {
    id: about.id ?? null,
    keys: { emailKey: about.email ?? null, phoneE164: about.phone ?? null },
    names: { firstName: about.first ?? null, lastName: null },
  };
}

const ids = (candidates: Candidate[], about: Parameters<typeof meant>[0]): string[] =>
  whoIsMeant(candidates, meant(about)).map(({ id }) => id);

describe('who is meant', () => {
  it('is whoever has the address, the primary one first', () => {
    const candidates = [one('further', { further: 'a@x' }), one('primary', { email: 'a@x' })];
    expect(ids(candidates, { email: 'a@x' })).toEqual(['primary']);
    expect(ids(candidates.slice(0, 1), { email: 'a@x' })).toEqual(['further']);
  });

  it('is whoever has the number and a name that agrees, before one without a name', () => {
    const candidates = [
      one('none', { phone: '+1' }),
      one('ann', { first: 'Ann', further: '+1' }),
      one('bob', { first: 'Bob', further: '+1' }),
    ];
    expect(ids(candidates, { phone: '+1', first: 'Ann' })).toEqual(['ann']);
    expect(ids(candidates, { phone: '+1', first: 'Cleo' })).toEqual(['none']);
    expect(ids(candidates.slice(1), { phone: '+1', first: 'Cleo' })).toEqual([]);
  });

  it('is nobody with another address', () => {
    const candidates = [one('ann', { first: 'Ann', email: 'old@x', phone: '+1' })];
    expect(ids(candidates, { phone: '+1', first: 'Ann', email: 'new@x' })).toEqual([]);
    expect(ids(candidates, { phone: '+1', first: 'Ann' })).toEqual(['ann']);
  });

  it('is several when address, number and id lead to different ones', () => {
    const ann = one('ann', { first: 'Ann', email: 'a@x' });
    const bob = one('bob', { first: 'Bob', phone: '+1' });
    expect(ids([ann, bob], { email: 'a@x', phone: '+1' })).toEqual(['ann', 'bob']);
    expect(ids([ann, bob], { id: 'bob', email: 'a@x' })).toEqual(['bob', 'ann']);
    expect(ids([ann, bob], { email: 'a@x', phone: '+1', first: 'Ann' })).toEqual(['ann']);
  });

  it('is one when the number is among theirs, whoever else has it', () => {
    const ann = one('ann', { first: 'Ann', email: 'a@x', further: '+1' });
    const bob = one('bob', { phone: '+1' });
    expect(ids([ann, bob], { email: 'a@x', phone: '+1' })).toEqual(['ann']);
  });
});
