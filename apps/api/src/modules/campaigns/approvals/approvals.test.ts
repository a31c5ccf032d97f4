import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../../platform/database/ids.js';
import { KeyRing } from '../../../platform/security/KeyRing.js';
import type { ApprovalDocument } from './approvalDocument.js';
import { ApprovalSeal, isOutdated, type SealedRow } from './ApprovalSeal.js';
import { canonicalJson } from './canonicalJson.js';
import { describeChanges, fieldChanges, type SealedField } from './fieldChanges.js';
import { chunkDigest, membershipOf, packMembers, snapshotDigest, unpackMembers } from './snapshotChunk.js';

const fields: SealedField[] = [
  { field: 'subject', value: 'Hello', shown: 'Hello' },
  { field: 'sender', value: '["a1","smtp"]', shown: 'SMTP server' },
];

const document: ApprovalDocument = {
  version: 2,
  approvalId: 'a1',
  campaignId: 'c1',
  workspaceId: 'w1',
  requestedBy: 'u1',
  requestedAt: '2026-01-01T00:00:00.000Z',
  requestNotes: null,
  expiresAt: '2026-01-15T00:00:00.000Z',
  fields,
  audience: { snapshotId: 's1', members: 200, digest: 'd' },
  decision: {
    status: 'approved',
    reviewerId: 'u2',
    isSelfApproval: false,
    at: '2026-01-02T00:00:00.000Z',
    notes: 'Good',
    allowsGrowth: false,
    driftLimit: 10,
  },
};

function rowOf(document: ApprovalDocument, seal: string): SealedRow {
  const { decision } = document;
  return {
    id: document.approvalId,
    campaignId: document.campaignId,
    workspaceId: document.workspaceId,
    status: decision?.status ?? 'pending',
    requestedBy: document.requestedBy,
    reviewerId: decision?.reviewerId ?? null,
    isSelfApproval: decision?.isSelfApproval ?? false,
    notes: decision?.notes ?? null,
    requestNotes: document.requestNotes,
    snapshotId: document.audience?.snapshotId ?? null,
    expiresAt: document.expiresAt,
    createdAt: document.requestedAt,
    reviewedAt: decision?.at ?? null,
    seal,
    document,
  };
}

describe('the seal of an approval', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-seal-'));
  const seals = new ApprovalSeal(KeyRing.open(join(folder, 'secrets.json'), new Date()));
  const row = rowOf(document, seals.seal(document));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('covers the whole document, in whatever order its parts are stored', () => {
    expect(seals.isIntact(row)).toBe(true);
    const turned = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(document).reverse()))) as ApprovalDocument;
    expect(seals.isIntact({ ...row, document: turned })).toBe(true);
  });

  it.each([
    ['a field', { fields: [{ ...fields[0]!, value: 'Hell0' }, fields[1]!] }],
    ['what a field shows', { fields: [{ ...fields[0]!, shown: 'Something else' }, fields[1]!] }],
    ['a field less', { fields: fields.slice(1) }],
    ['the audience', { audience: { snapshotId: 's1', members: 200, digest: 'e' } }],
    ['how many people', { audience: { snapshotId: 's1', members: 2_000, digest: 'd' } }],
    ['the growth choice', { decision: { ...document.decision!, allowsGrowth: true } }],
    ['the limit', { decision: { ...document.decision!, driftLimit: 100 } }],
    ['the reviewer', { decision: { ...document.decision!, reviewerId: 'u9' } }],
    ['the expiry', { expiresAt: '2099-01-01T00:00:00.000Z' }],
    ['the version', { version: 1 }],
    ['the requester', { requestedBy: 'u2' }],
  ] satisfies [string, Partial<ApprovalDocument>][])('is broken when %s was edited, with its column', (_what, edit) => {
    const edited = { ...document, ...edit };
    expect(seals.isIntact(rowOf(edited, row.seal))).toBe(false);
  });

  it.each([
    ['status', 'rejected'],
    ['status', 'pending'],
    ['reviewerId', 'u9'],
    ['requestedBy', 'u9'],
    ['isSelfApproval', true],
    ['notes', 'Very good'],
    ['expiresAt', null],
    ['expiresAt', '2099-01-01T00:00:00.000Z'],
    ['reviewedAt', '2026-03-02T00:00:00.000Z'],
    ['createdAt', '2026-03-02T00:00:00.000Z'],
    ['snapshotId', 's2'],
    ['campaignId', 'c2'],
    ['workspaceId', 'w2'],
    ['id', 'a2'],
  ])('is broken when the column %s was set to %s', (column, value) => {
    expect(seals.isIntact({ ...row, [column]: value } as SealedRow)).toBe(false);
  });

  it('does not turn a rejection, an open request or a recorded audience into an approval', () => {
    const rejected: ApprovalDocument = { ...document, decision: { ...document.decision!, status: 'rejected' } };
    const pending: ApprovalDocument = { ...document, decision: null };
    for (const other of [rejected, pending]) {
      expect(seals.isIntact(rowOf(other, seals.seal(other)))).toBe(true);
      expect(seals.isIntact({ ...rowOf(other, seals.seal(other)), status: 'approved' })).toBe(false);
    }
  });

  it('survives the deletion of an account, and voiding', () => {
    expect(seals.isIntact({ ...row, requestedBy: null, reviewerId: null })).toBe(true);
    expect(seals.isIntact({ ...row, status: 'void' })).toBe(true);
  });

  it('accepts no seal that was not made with the key', () => {
    const [prefix, keyId] = row.seal.split('.');
    for (const forged of ['', 'x', 'v2.nokey.abc', `${prefix}.${keyId}.AAAA`, `${keyId}.${row.seal.split('.')[2]}`, row.seal.slice(0, -1)])
      expect(seals.isIntact({ ...row, seal: forged })).toBe(false);
  });

  it('tells one that was made before documents had a version', () => {
    expect(isOutdated({ seal: '0a0b0c0d.signature', document: null })).toBe(true);
    expect(isOutdated({ seal: '0a0b0c0d.signature', document })).toBe(false);
    expect(isOutdated({ seal: row.seal, document: null })).toBe(false);
  });
});

describe('canonical JSON', () => {
  it('is the same for equal values and different for others', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
    expect(canonicalJson(['a,b'])).not.toBe(canonicalJson(['a', 'b']));
  });
});

describe('changes', () => {
  const now = (subject: string, sender: string): SealedField[] => [
    { field: 'subject', value: subject, shown: subject },
    { field: 'sender', value: sender, shown: 'SMTP server' },
  ];

  it('are named as they were and as they are', () => {
    expect(fieldChanges(fields, now('Hello', '["a1","smtp"]'))).toEqual([]);
    expect(fieldChanges(fields, now('Hi', '["a2","smtp"]'))).toEqual([
      { field: 'subject', was: 'Hello', is: 'Hi' },
      { field: 'sender', was: 'SMTP server', is: 'SMTP server (another one)' },
    ]);
  });

  it('include what the seal does not know, and what is gone', () => {
    expect(fieldChanges(fields.slice(1), fields)).toEqual([{ field: 'subject', was: null, is: 'Hello' }]);
    expect(fieldChanges(fields, fields.slice(1))).toEqual([{ field: 'subject', was: 'Hello', is: null }]);
  });

  it('are told in one line', () => {
    const long = 'x'.repeat(200);
    expect(describeChanges([{ field: 'postalAddress', was: 'Old Road 1\nTown', is: null }])).toBe(
      'postal address (Old Road 1 Town → none)',
    );
    expect(describeChanges([{ field: 'subject', was: long, is: 'b' }]).length).toBeLessThan(100);
  });
});

describe('a chunk of a snapshot', () => {
  const people = Array.from({ length: 3 }, (_, index) => ({
    contactId: newId(),
    addressKey: index === 2 ? null : `p${index}@example.com`,
  }));

  it('knows its members and their addresses', () => {
    const content = packMembers(people);
    expect(content).toHaveLength(3 * 24);
    const members = unpackMembers(content);
    for (const person of people) expect(membershipOf(members, person)).toBe('member');
    expect(membershipOf(members, { ...people[0]!, addressKey: 'other@example.com' })).toBe('moved');
    expect(membershipOf(members, { ...people[2]!, addressKey: 'now@example.com' })).toBe('moved');
    expect(membershipOf(members, { contactId: newId(), addressKey: 'p0@example.com' })).toBe('joined');
  });

  it('takes ids that are no UUIDs', () => {
    const members = unpackMembers(packMembers([{ contactId: 'contact-7', addressKey: null }]));
    expect(membershipOf(members, { contactId: 'contact-7', addressKey: null })).toBe('member');
    expect(membershipOf(members, { contactId: 'contact-8', addressKey: null })).toBe('joined');
  });

  it('changes the digest of the snapshot when anything in it changes', () => {
    const chunk = { chunk: 0, firstId: 'a', lastId: 'b', members: 3, digest: chunkDigest(packMembers(people)) };
    const before = snapshotDigest([chunk]);
    for (const edit of [{ chunk: 1 }, { firstId: 'A' }, { lastId: 'z' }, { members: 4 }, { digest: chunkDigest(Buffer.from('x')) }])
      expect(snapshotDigest([{ ...chunk, ...edit }])).not.toBe(before);
    expect(snapshotDigest([])).not.toBe(before);
  });
});
