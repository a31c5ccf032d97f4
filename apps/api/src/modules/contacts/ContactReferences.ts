import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';

/** A place that stores contact ids, and how to point it from one contact to another. */
export interface ContactReference {
  /** The table, for people who read the registry. */
  readonly name: string;
  repoint(ctx: WorkspaceContext, fromContactId: string, toContactId: string): Promise<void>;
}

/** Whoever stores a contact id registers here in `onModuleInit`; a merge walks the list before it deletes the second contact. */
@Injectable()
export class ContactReferences {
  private readonly references = new Map<string, ContactReference>();

  register(reference: ContactReference): void {
    this.references.set(reference.name, reference);
  }

  list(): ContactReference[] {
    return [...this.references.values()];
  }
}
