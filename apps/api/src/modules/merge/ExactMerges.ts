import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { BulkWorkService } from '../contacts/BulkWorkService.js';
import { ContactPartReferences } from '../contacts/ContactPartReferences.js';
import type { BeforeImage, BulkAction, BulkActionDto, LeftBehind, LeftReason } from '../contacts/public.js';
import { DuplicateRepository } from './DuplicateRepository.js';
import { CandidateRepository } from './finding/CandidateRepository.js';
import { scorePair } from './finding/scorePair.js';
import { nothingExact } from './mergeErrors.js';
import { MergeService } from './MergeService.js';
import { UnmergeService } from './UnmergeService.js';

const ACTION = 'mergeDuplicates';
/** As many as one bulk action takes; the rest is there for the next one. */
const MOST = 10_000;
const REASONS: Readonly<Record<string, LeftReason>> = {
  'merge.emailTaken': 'emailTaken',
  'merge.phoneTaken': 'phoneTaken',
  'merge.inTrash': 'inTrash',
  'merge.primaryInTrash': 'inTrash',
  'merge.notFound': 'gone',
  'contact.notFound': 'gone',
};

/** "Merge all exact duplicates": a bulk action, so it can be watched, cancelled and undone. Each contact goes into the oldest that it agrees with. */
@Injectable()
export class ExactMerges implements OnModuleInit {
  constructor(
    private readonly pairs: DuplicateRepository,
    private readonly candidates: CandidateRepository,
    private readonly merges: MergeService,
    private readonly unmerges: UnmergeService,
    private readonly bulk: BulkWorkService,
    private readonly parts: ContactPartReferences,
  ) {}

  onModuleInit(): void {
    this.parts.registerBulkAction(ACTION, this.merging());
  }

  /** @throws AppError when no pair agrees exactly */
  async start(ctx: WorkspaceContext): Promise<BulkActionDto> {
    const ids = await this.pairs.listExact(ctx, MOST);
    if (ids.length === 0) throw nothingExact();
    return this.bulk.start(ctx, ACTION, ids);
  }

  private merging(): BulkAction {
    return {
      apply: async (ctx, ids) => {
        const images: BeforeImage[] = [];
        const left: LeftBehind[] = [];
        for (const contactId of ids) {
          const outcome = await attempt(contactId, () => this.mergeInto(ctx, contactId));
          if (typeof outcome === 'string') images.push({ contactId, before: { mergeId: outcome } });
          else left.push(outcome);
        }
        return { images, left };
      },
      undo: async (ctx, images) => {
        const left: LeftBehind[] = [];
        for (const { contactId, before } of images) {
          const outcome = await attempt(contactId, async () => {
            await this.unmerges.undo(ctx, String(before?.['mergeId']));
            return contactId;
          });
          // Undone by hand before: it is where the undo would put it.
          if (typeof outcome !== 'string' && outcome.code !== 'merge.alreadyUndone') left.push(outcome);
        }
        return { count: images.length - left.length, left };
      },
    };
  }

  /** With the oldest that it still agrees with: what was found may be some time ago. Null when there is none. */
  private async mergeInto(ctx: WorkspaceContext, contactId: string): Promise<string | null> {
    const others = await this.pairs.listExactOf(ctx, contactId);
    const contacts = await this.candidates.loadNow(ctx, [contactId, ...others]);
    const own = contacts.get(contactId);
    const primaryId = others.find((id) => {
      const other = contacts.get(id);
      return id < contactId && own && other && scorePair(other, own).isExact;
    });
    return primaryId === undefined ? null : this.merges.merge(ctx, { primaryId, secondaryIds: [contactId] });
  }
}

interface Failed extends LeftBehind {
  readonly code: string;
}

/** What cannot be merged is refused before anything is written, so the others of the step go on. */
async function attempt(contactId: string, act: () => Promise<string | null>): Promise<string | Failed> {
  try {
    return (await act()) ?? { contactId, reason: 'changedSince', existingContactId: null, code: '' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const owner = error.details['existingContactId'];
    const reason = REASONS[error.code] ?? 'changedSince';
    return { contactId, reason, existingContactId: typeof owner === 'string' ? owner : null, code: error.code };
  }
}
