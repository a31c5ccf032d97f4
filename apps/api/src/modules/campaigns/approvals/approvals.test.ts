import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from '../../../platform/security/KeyRing.js';
import { ApprovalSeal } from './ApprovalSeal.js';
import { fieldChanges, type SealedField } from './fieldChanges.js';

const fields: SealedField[] = [
  { field: 'subject', value: 'Hello', shown: 'Hello' },
  { field: 'audienceCount', value: '200', shown: '200 people' },
];

describe('approval', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-seal-'));
  const seal = new ApprovalSeal(KeyRing.open(join(folder, 'secrets.json'), new Date()));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('seals every field, whatever their order', () => {
    const signature = seal.seal('c1', fields);
    expect(seal.isIntact(signature, 'c1', [...fields].reverse())).toBe(true);
    expect(seal.isIntact(signature, 'c2', fields)).toBe(false);
    expect(seal.isIntact(signature, 'c1', fields.slice(1))).toBe(false);
    expect(seal.isIntact(signature, 'c1', [{ ...fields[0]!, value: 'Hell0' }, fields[1]!])).toBe(false);
    expect(seal.isIntact(signature, 'c1', [{ ...fields[0]!, shown: 'Something else' }, fields[1]!])).toBe(false);
  });

  it('takes no seal that was not made with the key', () => {
    for (const forged of ['', 'x', 'nokey.abc', `${seal.seal('c1', fields).split('.')[0]}.AAAA`])
      expect(seal.isIntact(forged, 'c1', fields)).toBe(false);
  });

  it('names what differs, and calls a smaller audience no change', () => {
    const now = (subject: string, count: string): SealedField[] => [
      { field: 'subject', value: subject, shown: subject },
      { field: 'audienceCount', value: count, shown: `${count} people` },
    ];
    expect(fieldChanges(fields, now('Hello', '180'))).toEqual([]);
    expect(fieldChanges(fields, now('Hi', '201'))).toEqual([
      { field: 'subject', was: 'Hello', is: 'Hi' },
      { field: 'audienceCount', was: '200 people', is: '201 people' },
    ]);
  });
});
