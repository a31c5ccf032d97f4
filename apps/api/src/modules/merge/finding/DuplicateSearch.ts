import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { JobRequest } from '../../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { DuplicateRepository, type FoundPair } from '../DuplicateRepository.js';
import { CandidateRepository } from './CandidateRepository.js';
import { type IdPair, ScanRepository, type WalkColumn, type WalkRow } from './ScanRepository.js';
import { type Comparable, LEAST_SCORE, localParts, scorePair } from './scorePair.js';

export const FIND_DUPLICATES = 'merge.findDuplicates';

/** More than anybody looks through; what agrees exactly comes first. */
const MOST_PAIRS = 10_000;
const ROWS = 1_000;
/** Pairs that are written together. */
const AT_ONCE = 50;
/** Rows that are compared with their neighbours before others have a turn: some 5 ms. */
const COMPARED_AT_ONCE = 20;
/** In the order of the names, those that are written alike stand close together. */
const WINDOW = 3;
const SAME_BEGINNING = 2;
const SAME_LENGTH = 3;

export interface FindDuplicatesPayload {
  readonly workspaceId: string;
}

export function findDuplicatesJob(workspaceId: string): JobRequest<FindDuplicatesPayload> {
  const key = `duplicates:${workspaceId}`;
  return { name: FIND_DUPLICATES, payload: { workspaceId }, key, queue: key };
}

/**
 * Looks through a whole workspace: what agrees exactly in set-based statements, what is alike only among neighbours in the order of names
 * and of addresses. It holds a thousand rows at a time, and reads beside everyone else.
 */
@Injectable()
export class DuplicateSearch {
  constructor(
    private readonly scans: ScanRepository,
    private readonly candidates: CandidateRepository,
    private readonly pairs: DuplicateRepository,
    private readonly live: LiveEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** False when it was stopped: nothing is taken out of the list then. */
  async run(ctx: WorkspaceContext, signal: AbortSignal): Promise<boolean> {
    const begun = nowIso(this.clock);
    const seen = new Set<string>();
    const keep = async (found: readonly FoundPair[]): Promise<void> => {
      const fresh = found.filter(({ aId, bId }) => !seen.has(`${aId} ${bId}`)).slice(0, MOST_PAIRS - seen.size);
      for (const { aId, bId } of fresh) seen.add(`${aId} ${bId}`);
      for (let start = 0; start < fresh.length; start += AT_ONCE)
        await this.unitOfWork.run(ctx, (ctx) => this.pairs.put(ctx, fresh.slice(start, start + AT_ONCE), nowIso(this.clock)));
    };
    await this.keepExact(ctx, await this.scans.sharedPoints(ctx, MOST_PAIRS), keep);
    await this.keepExact(ctx, await this.scans.sameNameAndCompany(ctx, MOST_PAIRS), keep);
    for (const column of ['email_key', 'sort_name'] as const) {
      let after: readonly [string, string] | null = null;
      let last: WalkRow[] = [];
      while (seen.size < MOST_PAIRS) {
        if (signal.aborted) return false;
        const rows: WalkRow[] = await this.scans.walk(ctx, column, after, ROWS);
        await keep(await neighbours(last, rows, column));
        const end = rows.at(-1);
        if (!end || rows.length < ROWS) break;
        after = [(column === 'email_key' ? end.emailKey : end.sortName) ?? '', end.id];
        last = rows.slice(-WINDOW);
      }
    }
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.pairs.removeOlder(ctx, begun);
      await this.pairs.markScanned(ctx, begun);
    });
    this.live.publish(ctx.workspaceId, { type: 'contacts.duplicates', id: ctx.workspaceId });
    return true;
  }

  /** With every address of both, since what they share may be a further one. */
  private async keepExact(
    ctx: WorkspaceContext,
    ids: readonly IdPair[],
    keep: (found: readonly FoundPair[]) => Promise<void>,
  ): Promise<void> {
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const some = ids.slice(start, start + AT_ONCE);
      const contacts = await this.candidates.load(ctx, [...new Set(some.flat())]);
      await keep(
        some.flatMap(([aId, bId]) => {
          const [a, b] = [contacts.get(aId), contacts.get(bId)];
          return a && b ? scored(a, b) : [];
        }),
      );
    }
  }
}

/** Pairs of rows that stand close together; `last` are those before the first. */
async function neighbours(last: readonly WalkRow[], rows: readonly WalkRow[], column: WalkColumn): Promise<FoundPair[]> {
  const all = [...last, ...rows];
  const found: FoundPair[] = [];
  for (let at = last.length; at < all.length; at += 1) {
    const row = all[at];
    if (!row) continue;
    if (at % COMPARED_AT_ONCE === 0) await nextTurn();
    for (const before of all.slice(Math.max(0, at - WINDOW), at))
      if (column === 'email_key' ? hasSameMailbox(before, row) : mayBeAlike(before, row))
        found.push(...scored(comparable(before), comparable(row)));
  }
  return found;
}

function scored(a: Comparable, b: Comparable): FoundPair[] {
  const score = scorePair(a, b);
  const [aId, bId] = a.id < b.id ? [a.id, b.id] : [b.id, a.id];
  return score.score < LEAST_SCORE ? [] : [{ aId, bId, ...score }];
}

/** Cheap: most neighbours are no duplicates. */
function mayBeAlike({ sortName: a }: WalkRow, { sortName: b }: WalkRow): boolean {
  if (a === null || b === null) return false;
  return a === b || (Math.abs(a.length - b.length) <= SAME_LENGTH && a.slice(0, SAME_BEGINNING) === b.slice(0, SAME_BEGINNING));
}

function hasSameMailbox({ emailKey: a }: WalkRow, { emailKey: b }: WalkRow): boolean {
  if (a === null || b === null) return false;
  const [local] = localParts([a]);
  return local !== undefined && local === localParts([b])[0];
}

function comparable({ emailKey, phoneE164, ...row }: WalkRow): Comparable {
  return { ...row, emails: emailKey === null ? [] : [emailKey], phones: phoneE164 === null ? [] : [phoneE164] };
}
