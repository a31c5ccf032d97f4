import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

type Find = (ctx: WorkspaceContext, goneId: string) => Promise<string | null>;

/** Which contact stands for one that is gone. Whoever makes several contacts one registers how to find it. */
@Injectable()
export class ContactSuccessors {
  private readonly finders: Find[] = [];

  register(find: Find): void {
    this.finders.push(find);
  }

  /** The id of a contact of this workspace; null when nobody knows of the one that is gone. */
  async find(ctx: WorkspaceContext, goneId: string): Promise<string | null> {
    for (const find of this.finders) {
      const id = await find(ctx, goneId);
      if (id !== null) return id;
    }
    return null;
  }
}
