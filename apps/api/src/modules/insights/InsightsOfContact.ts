import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import { Detectors } from './detectors/detectors.js';
import type { ContactInsightDto } from './InsightDtos.js';
import { InsightRepository } from './InsightRepository.js';
import { evidenceOf } from './presentInsight.js';

/** Each is asked about the contact: more than these would make its page slow. */
const ASKED = 25;

/** The open insights that one contact is among the rows of. */
@Injectable()
export class InsightsOfContact {
  constructor(
    private readonly insights: InsightRepository,
    private readonly detectors: Detectors,
    private readonly contacts: ContactService,
    private readonly clock: Clock,
  ) {}

  /** The largest effect first. A contact in the trash is in none. */
  async list(ctx: WorkspaceContext, contactId: string): Promise<ContactInsightDto[]> {
    const { deletedAt } = await this.contacts.require(ctx, contactId);
    if (deletedAt !== null) return [];
    const found: ContactInsightDto[] = [];
    for (const row of await this.insights.list(ctx, { view: 'open', now: nowIso(this.clock), limit: ASKED })) {
      const [own] = (await this.detectors.find(row.type)?.rows(ctx, evidenceOf(row), { limit: 1, contactId })) ?? [];
      if (own) found.push({ id: row.id, type: row.type, title: row.content, detail: own.detail, at: own.at });
    }
    return found;
  }
}
