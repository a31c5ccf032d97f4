import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../context/Context.js';
import { queryRows, sql, type SqlFragment } from '../database/sql.js';

/** What JSON can hold: a journal keeps it for as long as the move can be taken back. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** From which contact to which. Both are of the workspace of `ctx`, as the caller knows. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** A row as it is told to the person whom it is about. */
export type ToldRow = Readonly<Record<string, unknown>>;

/** A column that holds contact ids. Both directions of a move run inside the caller's transaction. */
export interface ContactReference {
  /** `table.column`. */
  readonly name: string;
  /** Answers what `moveBack` needs. What would go with a deleted contact (ON DELETE CASCADE) no longer mentions `from` afterwards. */
  move(ctx: WorkspaceContext, move: Move): Promise<Json>;
  /** `FROM … WHERE …`: the rows that mention the contact. */
  mentions(ctx: WorkspaceContext, contactId: string): SqlFragment;
  /** Undoes a move. What was changed or deleted since, or is new, stays as it is now. */
  moveBack(ctx: WorkspaceContext, move: Move, moved: Json): Promise<void>;
  /** The rows that mention this contact of the workspace, a page at a time. */
  tell(ctx: WorkspaceContext, contactId: string): AsyncIterable<readonly ToldRow[]>;
}

/** What a move has moved, by reference. */
export interface MovedReferences extends Move {
  readonly moved: Readonly<Record<string, Json>>;
}

/**
 * Everything that mentions a contact by id. The module that owns a table registers its columns; a merge moves them all before it deletes
 * the second contact, and an unmerge moves them back. A test compares the list with the schema. It is part of the platform because
 * modules before contacts hold contact ids too.
 */
@Injectable()
export class ContactReferences {
  private readonly references = new Map<string, ContactReference>();

  /** Call it when the module starts. */
  register(...references: readonly ContactReference[]): void {
    for (const reference of references) {
      if (this.references.has(reference.name)) throw new Error(`${reference.name} is registered twice.`);
      this.references.set(reference.name, reference);
    }
  }

  names(): string[] {
    return [...this.references.keys()];
  }

  /** How many rows of these references mention any of the contacts, by reference. */
  async count(ctx: WorkspaceContext, contactIds: readonly string[], names: readonly string[]): Promise<Record<string, number>> {
    const counts = new Map(names.map((name) => [name, 0]));
    for (const id of contactIds) {
      const found = await this.ask(ctx, this.named(names), (reference) => sql`SELECT COUNT(*) ${reference.mentions(ctx, id)}`);
      for (const [name, count] of found) counts.set(name, (counts.get(name) ?? 0) + count);
    }
    return Object.fromEntries(counts);
  }

  all(): readonly ContactReference[] {
    return [...this.references.values()];
  }

  async move(ctx: WorkspaceContext, from: string, to: string): Promise<MovedReferences> {
    if (from === to) throw new Error('A contact cannot be moved to itself.');
    const moved: Record<string, Json> = {};
    // Few contacts are mentioned everywhere: one statement asks where, instead of one for each table that has nothing to move.
    const asked = await this.ask(
      ctx,
      this.all(),
      (reference) => sql`SELECT CASE WHEN EXISTS (SELECT 1 ${reference.mentions(ctx, from)}) THEN 1 ELSE 0 END`,
    );
    for (const [name, reference] of this.references) if (asked.get(name) === 1) moved[name] = await reference.move(ctx, { from, to });
    return { from, to, moved };
  }

  /** In the opposite order. A journal may be older than a reference, or younger than its end. */
  async moveBack(ctx: WorkspaceContext, { from, to, moved }: MovedReferences): Promise<void> {
    for (const [name, reference] of [...this.references].reverse()) {
      const own = moved[name];
      if (own !== undefined) await reference.moveBack(ctx, { from, to }, own);
    }
  }

  private named(names: readonly string[]): ContactReference[] {
    return names.map((name) => {
      const reference = this.references.get(name);
      if (!reference) throw new Error(`${name} is not registered.`);
      return reference;
    });
  }

  /** One number of each reference, in one statement. */
  private async ask(
    ctx: WorkspaceContext,
    references: readonly ContactReference[],
    question: (reference: ContactReference) => SqlFragment,
  ): Promise<Map<string, number>> {
    // Not by sql.join: the statement has the same text each time, so PostgreSQL may prepare it.
    const columns = references
      .map((reference, i) => sql`(${question(reference)}) AS ${sql.raw(`r${i}`)}`)
      .reduce((all, one) => sql`${all}, ${one}`);
    const [row] = await queryRows<Readonly<Record<string, number>>>(ctx.manager, sql`SELECT ${columns}`);
    return new Map(references.map(({ name }, i) => [name, row?.[`r${i}`] ?? 0]));
  }
}
