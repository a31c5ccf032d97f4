import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KeyRing } from '../security/KeyRing.js';
import { type AuditRow, FIRST_LINK, hashOf } from './auditChain.js';
import { verifyChain } from './verifyChain.js';

const folder = mkdtempSync(path.join(tmpdir(), 'rapport-chain-'));
const keyRing = KeyRing.open(path.join(folder, 'secrets.json'), new Date());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A chain as AuditTrail writes one. */
function chainOf(length: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const linked = {
      id: `id-${seq}`,
      chain: 'c',
      workspaceId: 'c',
      seq,
      actorType: 'user' as const,
      actorId: 'u',
      userId: 'u',
      action: 'contact.updated',
      entityType: 'contact',
      entityId: 'e',
      details: JSON.stringify({ changes: { company: { before: 'Acme', after: `Company ${seq}` } } }),
      ipAddress: '127.0.0.1',
      requestId: 'r',
      timestamp: '2026-01-31T09:00:00.000Z',
      prevHash: rows.at(-1)?.hash ?? FIRST_LINK,
    };
    rows.push({ ...linked, hash: hashOf(linked, keyRing) });
  }
  return rows;
}

const nobodyWaits = (): Promise<never[]> => Promise.resolve([]);
const verify = (rows: readonly AuditRow[], anchor: { seq: number; hash: string } | null = null, tell?: (entries: number) => void) =>
  verifyChain({
    keyRing,
    anchor,
    readWaiting: nobodyWaits,
    read: (afterSeq, limit) => Promise.resolve(rows.filter(({ seq }) => seq > afterSeq).slice(0, limit)),
    ...(tell ? { tell } : {}),
  });

it('holds for an empty chain, and one without its noted entries does not', async () => {
  expect(await verify([])).toEqual({ entries: 0, broken: null });
  expect(await verify([], { seq: 3, hash: 'x' })).toEqual({ entries: 0, broken: { seq: 1, entryId: null, reason: 'cutOff' } });
});

it('finds a missing first entry', async () => {
  expect((await verify(chainOf(3).slice(1))).broken).toEqual({ seq: 1, entryId: null, reason: 'missing' });
});

it('finds entries that someone with a key of the installation wrote anew behind the noted one', async () => {
  const rows = chainOf(5);
  expect((await verify(rows, { seq: 4, hash: 'another' })).broken).toMatchObject({ seq: 4, reason: 'cutOff' });
  expect((await verify(rows, { seq: 4, hash: rows[3]?.hash ?? '' })).broken).toBeNull();
});

it('goes over batches, tells how far it is, and lets others have their turn', async () => {
  const rows = chainOf(4_200);
  const told: number[] = [];
  let turns = 0;
  const others = setInterval(() => (turns += 1), 0);
  const pages = Array.from({ length: 9 }, (_, page) => rows.slice(page * 500, page * 500 + 500));
  const read = (afterSeq: number): Promise<readonly AuditRow[]> => Promise.resolve(pages[afterSeq / 500] ?? []);
  const verdict = await verifyChain({ keyRing, anchor: null, read, readWaiting: nobodyWaits, tell: (entries) => told.push(entries) });
  clearInterval(others);
  expect(turns).toBeGreaterThan(3);
  expect(verdict).toEqual({ entries: 4_200, broken: null });
  expect(told).toEqual([500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4200]);
});
