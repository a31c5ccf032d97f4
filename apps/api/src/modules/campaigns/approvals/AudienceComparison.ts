import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SettingsService } from '../../settings/SettingsService.js';
import { type AudienceCount, AudienceRepository } from '../AudienceRepository.js';
import type { Audience } from '../CampaignRow.js';
import type { ApprovalDocument } from './approvalDocument.js';
import { isOfAudience, ReasonTally } from './audienceCounts.js';
import type { Membership } from './snapshotChunk.js';
import { SnapshotReader } from './SnapshotReader.js';

/** An audience now beside the one that was recorded for approval. */
export interface ComparedAudience {
  /** Everyone on the lists by why they are left out; null: gets the message. */
  readonly counts: readonly AudienceCount[];
  /** How many people were recorded. */
  readonly recorded: number;
  /** How many the audience has now. */
  readonly current: number;
  readonly joined: number;
  /** Was there, with another address. */
  readonly moved: number;
  readonly left: number;
  /** When it was compared. */
  readonly asOf: string;
}

const PAGE = 2_000;
/** A page that is looked at again shows what was counted a moment ago. */
const FRESH_MS = 30_000;
const KEPT = 50;

/** Reads the whole audience once, in pages beside everything else, and compares it with what was recorded. */
@Injectable()
export class AudienceComparison {
  private readonly recent = new Map<string, ComparedAudience>();

  constructor(
    private readonly audiences: AudienceRepository,
    private readonly members: SnapshotReader,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** How many people an audience may gain, in percent, as it is set now. */
  async driftLimit(ctx: WorkspaceContext): Promise<number> {
    return Number(await this.settings.valueInWorkspace(ctx, 'audienceDriftLimit'));
  }

  /** Up to half a minute old. */
  async recentlyCompared(ctx: WorkspaceContext, audience: Audience, document: ApprovalDocument): Promise<ComparedAudience> {
    const key = `${document.approvalId}:${document.decision?.at ?? ''}`;
    const known = this.recent.get(key);
    if (known && this.clock.now().getTime() - Date.parse(known.asOf) < FRESH_MS) return known;
    const compared = await this.compare(ctx, audience, document);
    if (this.recent.size >= KEPT) this.recent.delete(this.recent.keys().next().value as string);
    this.recent.delete(key);
    this.recent.set(key, compared);
    return compared;
  }

  async compare(ctx: WorkspaceContext, audience: Audience, document: ApprovalDocument): Promise<ComparedAudience> {
    const asOf = this.clock.now().toISOString();
    const recorded = document.audience?.members ?? 0;
    const snapshot = document.audience && (await this.members.open(ctx, document.audience));
    const allowance = document.decision?.allowsGrowth ? newcomersAllowed(document) : 0;
    const [tally, seen] = [new ReasonTally(), { member: 0, joined: 0, moved: 0 }];
    for (let cursor: string | null = null; ;) {
      const page = await this.audiences.listMembers(ctx, audience, cursor, PAGE);
      const memberships = snapshot ? await snapshot.classify(page) : [];
      page.forEach((person, index) => {
        if (!isOfAudience(person)) return tally.add(person.skipReason);
        const membership = memberships[index] ?? 'joined';
        seen[membership] += 1;
        const isAdmitted = membership === 'member' || seen.joined + seen.moved <= allowance;
        tally.add(person.skipReason ?? (isAdmitted ? null : reasonOf(membership)));
      });
      const last = page.at(-1);
      if (page.length < PAGE || !last) break;
      cursor = last.contactId;
      await nextTurn();
    }
    const { member, joined, moved } = seen;
    const current = member + joined + moved;
    return { counts: tally.toCounts(), recorded, current, joined, moved, left: Math.max(0, recorded - member - moved), asOf };
  }
}

/** Why someone who was not approved like this is left out. */
export function reasonOf(membership: Membership): 'notApproved' | 'addressChanged' | null {
  switch (membership) {
    case 'member':
      return null;
    case 'joined':
      return 'notApproved';
    case 'moved':
      return 'addressChanged';
  }
}

/** How many people may come in or change their address before the approval is void. */
export function newcomersAllowed({ audience, decision }: ApprovalDocument): number {
  return Math.floor(((audience?.members ?? 0) * (decision?.driftLimit ?? 0)) / 100);
}
