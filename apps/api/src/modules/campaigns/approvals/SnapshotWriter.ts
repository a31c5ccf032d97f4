import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { AudienceRepository } from '../AudienceRepository.js';
import type { Audience } from '../CampaignRow.js';
import { isOfAudience } from './audienceCounts.js';
import { chunkDigest, packMembers, snapshotDigest } from './snapshotChunk.js';
import { type Snapshot, SnapshotRepository } from './SnapshotRepository.js';

/** People per transaction and chunk: 48 kB. */
const CHUNK = 2_000;

/**
 * Records who is in an audience, in steps: a page is read beside everything else and written as one row, so that neither the event loop
 * nor a lock is held for long, however many people there are.
 */
@Injectable()
export class SnapshotWriter {
  constructor(
    private readonly snapshots: SnapshotRepository,
    private readonly audiences: AudienceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async begin(ctx: WorkspaceContext, campaignId: string, audience: Audience): Promise<string> {
    const id = newId();
    await this.snapshots.insert(ctx, { id, campaignId, audience, now: nowIso(this.clock) });
    return id;
  }

  find(ctx: WorkspaceContext, id: string): Promise<Snapshot | null> {
    return this.snapshots.find(ctx, id);
  }

  /** Goes on for as long as `mayGoOn` says. Two runs at once do each other no harm. Answers the snapshot once it is complete. */
  async record(ctx: WorkspaceContext, id: string, mayGoOn: () => boolean): Promise<Snapshot | null> {
    for (;;) {
      const snapshot = await this.snapshots.find(ctx, id);
      if (!snapshot || snapshot.completedAt !== null) return snapshot;
      if (!mayGoOn()) return null;
      await this.recordNext(ctx, snapshot);
    }
  }

  private async recordNext(ctx: WorkspaceContext, snapshot: Snapshot): Promise<void> {
    const page = await this.audiences.listMembers(ctx, snapshot.audience, snapshot.reachedId, CHUNK);
    const members = page.filter(isOfAudience);
    const content = packMembers(members);
    const digest = chunkDigest(content);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const to = page.at(-1)?.contactId ?? snapshot.reachedId;
      if (!(await this.snapshots.advance(ctx, snapshot, to, members.length))) return;
      const [first, last] = [members[0], members.at(-1)];
      if (first && last) {
        const ends = { firstId: first.contactId, lastId: last.contactId };
        await this.snapshots.insertChunk(ctx, snapshot.id, { chunk: snapshot.chunks, ...ends, members: members.length, digest, content });
      }
      if (page.length < CHUNK) await this.complete(ctx, snapshot.id);
    });
  }

  private async complete(ctx: WorkspaceContext, id: string): Promise<void> {
    await this.snapshots.complete(ctx, id, snapshotDigest(await this.snapshots.listChunks(ctx, id)), nowIso(this.clock));
  }
}
