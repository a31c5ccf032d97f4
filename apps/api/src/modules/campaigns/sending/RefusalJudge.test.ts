import { ProviderError, type ProviderErrorDetails } from '@rapport/providers';
import type { SettledMessage, WrittenMessage } from './CampaignRun.js';
import { RefusalJudge } from './RefusalJudge.js';

const message = (n: number, over: { refusals?: number; putBacks?: number } = {}): WrittenMessage =>
  ({ recipient: { id: `r${n}`, attempts: 0, refusals: 0, putBacks: 0, ...over } }) as WrittenMessage;
const refusal = (over: Partial<ProviderErrorDetails> = {}): ProviderError =>
  new ProviderError({
    kind: 'rejected',
    scope: 'recipient',
    isToOne: true,
    step: 'to',
    message: 'x',
    serverResponse: '550 5.1.1 unknown',
    responseCode: 550,
    fingerprint: '550 5.1.1',
    ...over,
  });
const ours = refusal({ scope: 'ours', serverResponse: '554 5.7.1 blocked', responseCode: 554, fingerprint: '554 5.7.1' });
const busy = refusal({ kind: 'limited', serverResponse: '450 4.2.1 busy', responseCode: 450 });
const kinds = (settled: readonly SettledMessage[]): string[] => settled.map(({ recipient, outcome }) => `${recipient.id} ${outcome.kind}`);
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a refusal that names the recipient', () => {
  it('is believed once someone else is accepted', () => {
    const judge = new RefusalJudge(false);
    expect(judge.refused(message(1), refusal())).toEqual([]);
    expect(kinds(judge.accepted(0))).toEqual(['r1 failed']);
    expect(judge.trouble).toBeNull();
  });

  it('is believed when nobody is left, if it was told to a few', () => {
    const judge = new RefusalJudge(false);
    for (const n of range(1, 4)) judge.refused(message(n), refusal());
    expect(kinds(judge.finish('dry'))).toEqual(['r1 failed', 'r2 failed', 'r3 failed', 'r4 failed']);
  });

  it('pauses when five in a row are told the same before anybody was accepted, and fails none of them', () => {
    const judge = new RefusalJudge(false);
    for (const n of range(1, 5)) judge.refused(message(n), refusal({ isAddressInvalid: true }));
    expect(judge.trouble).toMatchObject({ kind: 'stop', why: 'sameAnswer', isSenderPaused: false, recipients: 5 });
    judge.refused(message(6), refusal());
    judge.accepted(0);
    const settled = judge.finish('stopped');
    expect(settled.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 6 }, () => expect.objectContaining({ kind: 'retry', isCounted: false, isPutBack: true, delayMs: 0 })),
    );
  });

  it('takes ten in a row once the server has accepted something', () => {
    const judge = new RefusalJudge(true);
    for (const n of range(1, 9)) judge.refused(message(n), refusal());
    expect(judge.trouble).toBeNull();
    judge.refused(message(10), refusal());
    expect(judge.trouble?.kind).toBe('stop');
  });

  it('says nothing about us when these people have opted out, however many they are', () => {
    const judge = new RefusalJudge(false);
    const settled = range(1, 20).flatMap((n) => judge.refused(message(n), refusal({ isOptedOut: true })));
    expect(settled.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 20 }, () => expect.objectContaining({ kind: 'failed', isAddressInvalid: false, isOptedOut: true })),
    );
    expect(judge.trouble).toBeNull();
    expect(judge.finish('dry')).toEqual([]);
  });

  it('adds up only where the answer is the same', () => {
    const judge = new RefusalJudge(false);
    for (const n of range(1, 9)) judge.refused(message(n), refusal({ fingerprint: `550 ${n % 3}` }));
    expect(judge.trouble).toBeNull();
  });

  it('never pauses again for who was put back by a pause', () => {
    const judge = new RefusalJudge(false);
    for (const n of range(1, 12)) judge.refused(message(n, { putBacks: 1 }), refusal());
    expect(judge.trouble).toBeNull();
    expect(kinds(judge.finish('dry')).every((kind) => kind.endsWith('failed'))).toBe(true);
  });

  it('waits for its verdict when the campaign is paused meanwhile', () => {
    const judge = new RefusalJudge(false);
    judge.refused(message(1), refusal());
    expect(judge.finish('stopped')).toMatchObject([{ outcome: { kind: 'retry', isCounted: false } }]);
  });
});

describe('a refusal of ours', () => {
  it('pauses when five recipients in a row get it, whatever the words', () => {
    const judge = new RefusalJudge(true);
    for (const n of range(1, 5)) judge.refused(message(n), refusal({ scope: 'ours', fingerprint: `554 ${n}` }));
    expect(judge.trouble).toMatchObject({ kind: 'stop', why: 'refused', isSenderPaused: true });
    expect(kinds(judge.finish('stopped')).every((kind) => kind.endsWith('retry'))).toBe(true);
  });

  it('of one among many is tried once more, and then its own', () => {
    const judge = new RefusalJudge(true);
    judge.refused(message(1), ours);
    // Given to the server before the refusal came: says nothing.
    expect(judge.accepted(0)).toEqual([]);
    expect(judge.accepted(judge.clock)).toMatchObject([{ outcome: { kind: 'retry', isRefusal: true, isCounted: true, delayMs: 5_000 } }]);
    const later = new RefusalJudge(true);
    later.refused(message(1, { refusals: 1 }), ours);
    expect(kinds(later.finish('dry'))).toEqual(['r1 failed']);
    expect(later.trouble).toBeNull();
  });

  it('of the last ones pauses, but of one alone not a second time', () => {
    const few = new RefusalJudge(true);
    for (const n of range(1, 2)) few.refused(message(n), ours);
    expect(kinds(few.finish('dry'))).toEqual(['r1 retry', 'r2 retry']);
    expect(few.trouble?.kind).toBe('stop');
    const alone = new RefusalJudge(false);
    alone.refused(message(1), ours);
    expect(alone.finish('dry')).toMatchObject([{ outcome: { kind: 'retry', isPutBack: true } }]);
    expect(alone.trouble?.kind).toBe('stop');
    const again = new RefusalJudge(false);
    again.refused(message(1, { putBacks: 1 }), ours);
    expect(kinds(again.finish('dry'))).toEqual(['r1 failed']);
    expect(again.trouble).toBeNull();
  });

  it('never calls an address invalid', () => {
    const judge = new RefusalJudge(true);
    judge.refused(message(1, { refusals: 1 }), refusal({ scope: 'ours', isAddressInvalid: true }));
    expect(judge.finish('dry')).toMatchObject([{ outcome: { kind: 'failed', isAddressInvalid: false } }]);
  });

  it('before any recipient was named stops at once', () => {
    const judge = new RefusalJudge(true);
    expect(judge.refused(message(1), refusal({ scope: 'ours', isToOne: false, step: 'from' }))).toMatchObject([
      { outcome: { kind: 'retry', isCounted: false } },
    ]);
    expect(judge.trouble).toMatchObject({ kind: 'stop', why: 'settings' });
  });
});

describe('a reply that puts off', () => {
  it('puts off its own recipient, and counts', () => {
    const judge = new RefusalJudge(true);
    for (const n of range(1, 4)) {
      expect(judge.refused(message(n), busy)).toMatchObject([{ outcome: { kind: 'retry', isCounted: true } }]);
    }
    judge.accepted(0);
    judge.refused(message(5), busy);
    expect(judge.trouble).toBeNull();
  });

  it('lets everyone wait when five in a row are put off, or the connection is', () => {
    const judge = new RefusalJudge(true);
    for (const n of range(1, 5)) judge.refused(message(n), busy);
    expect(judge.trouble?.kind).toBe('wait');
    const closing = new RefusalJudge(true);
    closing.refused(message(1), refusal({ kind: 'limited', scope: 'connection', isToOne: false }));
    expect(closing.trouble?.kind).toBe('wait');
  });

  it('is expected of a server that greylists', () => {
    const judge = new RefusalJudge(false);
    for (const n of range(1, 30)) judge.refused(message(n), refusal({ kind: 'limited', isGreylisting: true }));
    expect(judge.trouble).toBeNull();
  });
});

it('fails at once what our own client refuses, however many in a row', () => {
  const judge = new RefusalJudge(false);
  for (const n of range(1, 30)) expect(kinds(judge.refused(message(n), refusal({ responseCode: null })))).toEqual([`r${n} failed`]);
  expect(judge.trouble).toBeNull();
});

it('leaves unknown what is unknown', () => {
  const judge = new RefusalJudge(false);
  expect(kinds(judge.refused(message(1), new Error('a bug')))).toEqual(['r1 uncertain']);
  expect(kinds(judge.refused(message(2), refusal({ kind: 'unknownOutcome', responseCode: null })))).toEqual(['r2 uncertain']);
});
