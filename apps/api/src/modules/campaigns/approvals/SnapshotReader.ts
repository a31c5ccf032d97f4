import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { approvalTampered } from '../campaignErrors.js';
import type { SealedAudience } from './approvalDocument.js';
import {
  chunkDigest,
  type ChunkSummary,
  type Membership,
  membershipOf,
  snapshotDigest,
  unpackMembers,
  type SnapshotMember,
} from './snapshotChunk.js';
import { SnapshotRepository } from './SnapshotRepository.js';

/** Opens what an approval signed, and nothing else. */
@Injectable()
export class SnapshotReader {
  constructor(private readonly snapshots: SnapshotRepository) {}

  /** @throws AppError `approval.tampered` when the stored snapshot is not the one that was signed */
  async open(ctx: WorkspaceContext, { snapshotId, digest }: SealedAudience): Promise<OpenSnapshot> {
    const chunks = await this.snapshots.listChunks(ctx, snapshotId);
    if (snapshotDigest(chunks) !== digest) throw approvalTampered();
    return new OpenSnapshot(chunks, (chunk) => this.snapshots.readChunk(ctx, snapshotId, chunk));
  }
}

/** A snapshot that is read along the ids of its members: of its chunks the last few are in memory. */
export class OpenSnapshot {
  private readonly read = new Map<number, ReadonlyMap<string, string>>();

  constructor(
    private readonly chunks: readonly ChunkSummary[],
    private readonly readChunk: (chunk: number) => Promise<Buffer | null>,
  ) {}

  /** `page` is in the order of ids. */
  async classify(page: readonly SnapshotMember[]): Promise<Membership[]> {
    const [first, last] = [page[0]?.contactId ?? '', page.at(-1)?.contactId ?? ''];
    const within = this.chunks.filter(({ firstId, lastId }) => lastId >= first && firstId <= last);
    for (const chunk of this.read.keys()) if (!within.some((one) => one.chunk === chunk)) this.read.delete(chunk);
    const members = await Promise.all(within.map((chunk) => this.membersOf(chunk)));
    let at = 0;
    return page.map((person) => {
      while (at < within.length && (within[at] as ChunkSummary).lastId < person.contactId) at += 1;
      return membershipOf(members[at] ?? NOBODY, person);
    });
  }

  private async membersOf({ chunk, digest }: ChunkSummary): Promise<ReadonlyMap<string, string>> {
    const known = this.read.get(chunk);
    if (known) return known;
    const content = await this.readChunk(chunk);
    if (!content || chunkDigest(content) !== digest) throw approvalTampered();
    const members = unpackMembers(content);
    this.read.set(chunk, members);
    return members;
  }
}

const NOBODY: ReadonlyMap<string, string> = new Map();
