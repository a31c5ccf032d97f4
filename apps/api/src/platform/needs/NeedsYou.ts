import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { WorkspaceContext } from '../context/Context.js';

/** What may wait for a person, in the order in which Home shows it. The dashboard does not compile without an icon and a page for each. */
export const NEED_KINDS = ['sender', 'mailbox', 'campaign', 'approval', 'uncertain', 'failedImport', 'answer', 'reminder'] as const;
export const NEED_PAGES = ['campaign', 'senderSettings', 'import', 'contact', 'inbox'] as const;

export type NeedKind = (typeof NEED_KINDS)[number];

/** One line of “Needs you”. */
export interface Need {
  /** A whole sentence without its full stop. */
  readonly title: string;
  /** `id` is null for a page of which the workspace has one. */
  readonly link: { readonly page: (typeof NEED_PAGES)[number]; readonly id: string | null };
}

/** A few lines at most, found by an index: Home waits for them. None for whom it is none of their business. */
export type FindNeeds = (ctx: WorkspaceContext) => Promise<readonly Need[]>;

/** Whoever knows of something that waits for a person registers here, in a constructor; Home walks the list. */
@Injectable()
export class NeedsYou implements OnApplicationBootstrap {
  private readonly sources = new Map<NeedKind, FindNeeds>();

  register(kind: NeedKind, find: FindNeeds): void {
    if (this.sources.has(kind)) throw new Error(`Two modules tell what needs you of the kind ${kind}.`);
    this.sources.set(kind, find);
  }

  /** A kind that no module fills would never be shown: the boot stops and names it. */
  onApplicationBootstrap(): void {
    const missing = NEED_KINDS.filter((kind) => !this.sources.has(kind));
    if (missing.length > 0) throw new Error(`No module tells what needs you of the kinds ${missing.join(', ')}.`);
  }

  list(): { kind: NeedKind; find: FindNeeds }[] {
    return NEED_KINDS.flatMap((kind) => {
      const find = this.sources.get(kind);
      return find ? [{ kind, find }] : [];
    });
  }
}
