import { type EmailSender, type OutgoingEmail, ProviderError, type SendReceipt } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { textCameOutEmpty, textTooLong } from '../campaignErrors.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import type { CampaignRun, SettledMessage, WrittenMessage } from './CampaignRun.js';
import type { HandedGroup } from './HandOver.js';
import { type LaneDeps, type LaneEnd, SendLane } from './SendLane.js';
import { SendPacer } from './SendPacer.js';

/** A ledger in memory that keeps the rules of the real one: a row is handed once, and settled only when it was handed. */
class Ledger {
  readonly planned: ClaimedRecipient[];
  readonly handed = new Set<string>();
  readonly settled = new Map<string, string>();
  readonly groups: number[] = [];
  failures = 0;
  isSending = true;
  isReleased = false;
  unsent: readonly string[] = [];

  constructor(count: number) {
    this.planned = Array.from({ length: count }, (_, i) => ({
      id: `r${i}`,
      contactId: `c${i}`,
      address: `p${i}@example.com`,
      addressKey: `p${i}@example.com`,
      attempts: 0,
      refusals: 0,
      putBacks: 0,
      variantId: null,
    }));
  }

  commit(settled: readonly SettledMessage[], group: readonly WrittenMessage[]): Promise<HandedGroup> {
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('the database restarts'));
    }
    for (const { recipient, outcome } of settled) this.settled.set(recipient.id, outcome.kind);
    if (!this.isSending) return Promise.resolve({ handed: new Set(), isCampaignSending: false });
    if (group.length > 0) this.groups.push(group.length);
    for (const { recipient } of group) this.handed.add(recipient.id);
    return Promise.resolve({ handed: new Set(group.map(({ recipient }) => recipient.id)), isCampaignSending: true });
  }
}

function laneOver(
  ledger: Ledger,
  send: (email: OutgoingEmail) => Promise<SendReceipt>,
  signal = new AbortController().signal,
  perMinute = 6_000_000,
  over: Partial<LaneDeps> = {},
  closesAt = Number.POSITIVE_INFINITY,
): Promise<LaneEnd> {
  const sender: EmailSender = {
    type: 'test',
    concurrency: 3,
    send,
    verify: () => Promise.reject(new Error('not asked')),
    sendTest: () => Promise.reject(new Error('not asked')),
    close: () => Promise.resolve(),
  };
  const deps: LaneDeps = {
    claim: (limit) => Promise.resolve(ledger.planned.splice(0, limit)),
    loadContacts: () => Promise.resolve(new Map()),
    // Async, so that a throw in here becomes a rejection, as with the real one.
    write: async (recipient) => ({
      recipient,
      message: { to: { name: null, address: recipient.address } } as OutgoingEmail,
      packed: { id: recipient.id } as WrittenMessage['packed'],
    }),
    commit: (_ctx, settled, group) => ledger.commit(settled, group),
    release: (unsent) => {
      ledger.isReleased = true;
      ledger.unsent = unsent;
      return Promise.resolve();
    },
    othersIn: () => Promise.resolve(null),
    onProgress: () => undefined,
    now: () => performance.now(),
    ...over,
  };
  const run = { sender } as unknown as CampaignRun;
  return new SendLane({} as WorkspaceContext, run, deps, new SendPacer(perMinute, () => performance.now()), {
    signal,
    endAt: performance.now() + 20_000,
    closesAt,
  }).send();
}

const receipt: SendReceipt = { providerMessageId: null, serverResponse: '250 ok' };
const soon = (): Promise<SendReceipt> => new Promise((resolve) => setTimeout(() => resolve(receipt), 2));
const kinds = (ledger: Ledger): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const kind of ledger.settled.values()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

describe('SendLane', () => {
  it('sends everything in groups, with never more under way than twice its connections', async () => {
    const ledger = new Ledger(250);
    let underWay = 0;
    let most = 0;
    const end = await laneOver(ledger, async () => {
      most = Math.max(most, ++underWay);
      const answer = await soon();
      underWay -= 1;
      return answer;
    });
    expect(end).toMatchObject({ reason: 'dry', accepted: 250, trouble: null });
    expect(kinds(ledger)).toEqual({ accepted: 250 });
    expect(most).toBeLessThanOrEqual(6);
    expect(ledger.isReleased).toBe(true);
  });

  it('does not lose what it knows when the database fails at the commit', async () => {
    const ledger = new Ledger(40);
    let sent = 0;
    const end = await laneOver(ledger, async () => {
      sent += 1;
      if (sent === 10) ledger.failures = 2;
      return soon();
    });
    expect(end.reason).toBe('stopped');
    expect(ledger.settled.size).toBe(sent);
    expect(kinds(ledger)).toEqual({ accepted: sent });
    expect(ledger.isReleased).toBe(true);
  }, 10_000);

  it('stops at the first refusal of the account, settles what is under way, and hands nothing more over', async () => {
    const ledger = new Ledger(100);
    const end = await laneOver(ledger, async (email) => {
      await soon();
      if (email.to.address === 'p7@example.com')
        throw new ProviderError({ kind: 'auth', scope: 'ours', step: 'login', message: 'refused', serverResponse: '535 no' });
      return receipt;
    });
    expect(end).toMatchObject({ reason: 'trouble', trouble: { kind: 'stop', why: 'settings', reason: '535 no' } });
    expect(ledger.settled.size).toBe(ledger.handed.size);
    expect(ledger.handed.size).toBeLessThan(30);
    expect(kinds(ledger)).toMatchObject({ retry: 1 });
  });

  it('stops within one group when the campaign is paused', async () => {
    const ledger = new Ledger(200);
    let sent = 0;
    const end = await laneOver(ledger, async () => {
      sent += 1;
      if (sent === 20) ledger.isSending = false;
      return soon();
    });
    expect(end.reason).toBe('stopped');
    expect(sent).toBeLessThanOrEqual(26);
    expect(ledger.settled.size).toBe(sent);
  });

  it('calls a message uncertain when the process stops and its answer does not come', async () => {
    const ledger = new Ledger(5);
    const stop = new AbortController();
    const end = laneOver(ledger, (email) => (email.to.address === 'p2@example.com' ? new Promise(() => undefined) : soon()), stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect((await end).reason).toBe('stopped');
    expect(kinds(ledger)).toEqual({ accepted: 4, uncertain: 1 });
  }, 10_000);

  it('keeps its pace', async () => {
    const ledger = new Ledger(20);
    const startedAt = performance.now();
    await laneOver(ledger, soon, undefined, 2_400);
    // Ten may go at once (a quarter of a second's worth), the others at forty a second.
    expect(performance.now() - startedAt).toBeGreaterThan(200);
    expect(kinds(ledger)).toEqual({ accepted: 20 });
  });

  it('fails a message that cannot be rendered and goes on with the others', async () => {
    const ledger = new Ledger(10);
    const broken = ledger.planned[4] as ClaimedRecipient;
    Object.defineProperty(broken, 'address', {
      get: () => {
        throw new Error('cannot be rendered');
      },
    });
    await laneOver(ledger, soon);
    expect(kinds(ledger)).toEqual({ accepted: 9, failed: 1 });
  });

  it('leaves out whom nothing can be sent with their values, and goes on with the others', async () => {
    const ledger = new Ledger(10);
    for (const [place, error] of [
      [4, textCameOutEmpty()],
      [7, textTooLong(1_601)],
    ] as const)
      Object.defineProperty(ledger.planned[place] as ClaimedRecipient, 'address', {
        get: () => {
          throw error;
        },
      });
    await laneOver(ledger, soon);
    expect(kinds(ledger)).toEqual({ accepted: 8, leftOut: 2 });
    expect([...ledger.handed]).not.toContain('r4');
  });

  it('leaves a message to a later run when the renderer is gone, and settles what was sent', async () => {
    const ledger = new Ledger(10);
    Object.defineProperty(ledger.planned[4] as ClaimedRecipient, 'address', {
      get: () => {
        throw new AppError('template.rendererStopped', 503, 'The preview was interrupted. Try again.');
      },
    });
    const { reason } = await laneOver(ledger, soon);
    expect(reason).toBe('time');
    expect(ledger.settled.get('r4')).toBeUndefined();
    expect(ledger.handed.has('r4')).toBe(false);
    expect([...ledger.handed].sort()).toEqual([...ledger.settled.keys()].sort());
    expect(ledger.isReleased).toBe(true);
  });
});

describe('SendLane when the database fails', () => {
  /** Lets messages be on the network while something else happens. */
  const whenReleased = (): { send: () => Promise<SendReceipt>; release: () => void; underWay: () => number } => {
    const waiting: (() => void)[] = [];
    return {
      send: () => new Promise((resolve) => waiting.push(() => resolve(receipt))),
      release: () => waiting.splice(0).forEach((answer) => answer()),
      underWay: () => waiting.length,
    };
  };

  it('waits for what is on the network when nothing more can be claimed, and writes every answer', async () => {
    const ledger = new Ledger(60);
    const network = whenReleased();
    let claims = 0;
    const end = laneOver(ledger, network.send, undefined, undefined, {
      claim: (limit) => {
        claims += 1;
        return claims === 1 ? Promise.resolve(ledger.planned.splice(0, Math.min(limit, 8))) : Promise.reject(new Error('gone'));
      },
    });
    while (network.underWay() < 6) await new Promise((resolve) => setTimeout(resolve, 1));
    network.release();
    const failed = expect(end).rejects.toThrow('gone');
    const answering = setInterval(network.release, 5);
    await failed;
    clearInterval(answering);
    expect(kinds(ledger)).toEqual({ accepted: ledger.handed.size });
    expect(ledger.isReleased).toBe(true);
  });

  it('does the same when contacts cannot be read', async () => {
    const ledger = new Ledger(300);
    let loads = 0;
    const end = laneOver(ledger, soon, undefined, undefined, {
      loadContacts: () => (++loads > 1 ? Promise.reject(new Error('no contacts')) : Promise.resolve(new Map())),
    });
    await expect(end).rejects.toThrow('no contacts');
    expect(ledger.settled.size).toBe(ledger.handed.size);
    expect(kinds(ledger)).toEqual({ accepted: ledger.handed.size });
  });

  it('does not take a group for sent whose commit went through while its answer got lost', async () => {
    const ledger = new Ledger(20);
    let groups = 0;
    let sent = 0;
    const end = laneOver(
      ledger,
      () => {
        sent += 1;
        return soon();
      },
      undefined,
      undefined,
      {
        commit: async (_ctx, settled, group) => {
          const result = await ledger.commit(settled, group);
          // The answer of the second one gets lost; commits that only settle, of which time makes more or fewer, do not count.
          if (group.length > 0 && ++groups === 2) throw new Error('connection lost at COMMIT');
          return result;
        },
      },
    );
    expect((await end).reason).toBe('stopped');
    expect(kinds(ledger)).toEqual({ accepted: sent });
    expect(ledger.unsent).toHaveLength(ledger.handed.size - sent);
    expect(ledger.unsent.length).toBeGreaterThan(0);
  }, 10_000);
});

describe('a lane that holds a few refusals when it has nothing left', () => {
  const refuse = (): Promise<SendReceipt> =>
    Promise.reject(
      new ProviderError({
        kind: 'rejected',
        scope: 'recipient',
        isToOne: true,
        step: 'to',
        message: 'refused',
        serverResponse: '550 Requested action not taken',
        responseCode: 550,
        fingerprint: '550',
      }),
    );

  it('fails them only when nobody else of the campaign is open: another lane may hold the rest of the same trouble', async () => {
    const [alone, beside] = [new Ledger(3), new Ledger(3)];
    const asked: (readonly string[])[] = [];
    await laneOver(alone, refuse);
    await laneOver(beside, refuse, undefined, undefined, {
      othersIn: (held) => {
        asked.push(held);
        return Promise.resolve(1_500);
      },
    });
    expect(kinds(alone)).toEqual({ failed: 3 });
    expect(kinds(beside)).toEqual({ retry: 3 });
    expect(asked).toEqual([['r0', 'r1', 'r2']]);
  });

  it('fails nobody when it cannot find out', async () => {
    const ledger = new Ledger(3);
    const end = laneOver(ledger, refuse, undefined, undefined, { othersIn: () => Promise.reject(new Error('no database')) });
    await expect(end).rejects.toThrow('no database');
    expect(kinds(ledger)).toEqual({ retry: 3 });
  });
});

it('starts nothing after its hours are over, and settles what is under way then', async () => {
  const ledger = new Ledger(400);
  const over: Partial<LaneDeps> = { now: () => (sent < 10 ? 0 : 1_000) };
  let sent = 0;
  const end = await laneOver(
    ledger,
    () => {
      sent += 1;
      return soon();
    },
    undefined,
    undefined,
    over,
    500,
  );
  expect(end).toMatchObject({ reason: 'time', accepted: sent });
  expect(kinds(ledger)).toEqual({ accepted: sent });
  // Those of the group that was handed over when they ended, and no further one.
  expect(sent).toBeLessThanOrEqual(10 + 6);
  expect(ledger.isReleased).toBe(true);
});
