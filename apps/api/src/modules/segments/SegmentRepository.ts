import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { RuleTree } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, type KeysetColumns, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';
import { Segment } from './entities/Segment.js';

/** A segment with its rules read. */
export interface StoredSegment extends Omit<Segment, 'workspaceId' | 'treeJson'> {
  readonly tree: RuleTree;
}

/** The only file that queries segments. */
@Injectable()
export class SegmentRepository {
  async list({ manager, workspaceId }: WorkspaceContext): Promise<StoredSegment[]> {
    return (await manager.find(Segment, { where: { workspaceId }, order: { name: 'ASC', id: 'ASC' } })).map(stored);
  }

  /** One more than asked for, when there is one. A workspace has at most 500: none of the orders needs an index. */
  async page(
    { manager, workspaceId }: WorkspaceContext,
    { columns, direction, cursor, limit }: { columns: KeysetColumns; direction: 'asc' | 'desc'; cursor: string | undefined; limit: number },
  ): Promise<StoredSegment[]> {
    const rows = await queryRows<Omit<Segment, 'workspaceId'>>(
      manager,
      sql`SELECT id, name, description, tree_json AS "treeJson", contact_count AS "contactCount", counted_at AS "countedAt", version,
            created_at AS "createdAt", updated_at AS "updatedAt"
          FROM segments WHERE workspace_id = ${workspaceId} ${afterCursor(columns, cursor, direction)} ${orderAndLimit(columns, direction, limit)}`,
    );
    return rows.map((row) => stored(row));
  }

  /** Those that were counted before `before` or not at all, the ones that waited longest first. */
  async listStale({ manager, workspaceId }: WorkspaceContext, before: string, limit: number): Promise<StoredSegment[]> {
    const rows = await manager
      .createQueryBuilder(Segment, 's')
      .where('s.workspaceId = :workspaceId AND (s.countedAt IS NULL OR s.countedAt < :before)', { workspaceId, before })
      .orderBy(`COALESCE(s.countedAt, '')`)
      .addOrderBy('s.id')
      .limit(limit)
      .getMany();
    return rows.map(stored);
  }

  /** Kept only if its rules are still those that were counted. */
  async setCount(
    { manager, workspaceId }: WorkspaceContext,
    { id, version }: Pick<StoredSegment, 'id' | 'version'>,
    { contactCount, countedAt }: Pick<StoredSegment, 'contactCount' | 'countedAt'>,
  ): Promise<void> {
    await manager.update(Segment, { id, workspaceId, version }, { contactCount, countedAt });
  }

  async find({ manager, workspaceId }: WorkspaceContext, id: string): Promise<StoredSegment | null> {
    const found = await manager.findOneBy(Segment, { workspaceId, id });
    return found && stored(found);
  }

  count({ manager, workspaceId }: WorkspaceContext): Promise<number> {
    return manager.countBy(Segment, { workspaceId });
  }

  async namesOf({ manager, workspaceId }: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const found = await manager.find(Segment, { select: { id: true, name: true }, where: { workspaceId, id: In(ids) } });
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** False when the name is taken. */
  async insert({ manager, workspaceId }: WorkspaceContext, segment: StoredSegment): Promise<boolean> {
    const { id, name, description, tree, version, createdAt, updatedAt } = segment;
    const inserted = await execute(
      manager,
      sql`INSERT INTO segments (id, workspace_id, name, description, tree_json, version, created_at, updated_at)
          VALUES (${id}, ${workspaceId}, ${name}, ${description}, ${JSON.stringify(tree)}, ${version}, ${createdAt}, ${updatedAt}) ON CONFLICT DO NOTHING`,
    );
    return inserted === 1;
  }

  async isNameTaken({ manager, workspaceId }: WorkspaceContext, name: string, exceptId: string): Promise<boolean> {
    const found = await manager.findOne(Segment, { select: { id: true }, where: { workspaceId, name } });
    return found !== null && found.id !== exceptId;
  }

  /** False when it has another version by now. */
  async update({ manager, workspaceId }: WorkspaceContext, segment: StoredSegment): Promise<boolean> {
    const { id, name, description, tree, contactCount, countedAt, version, updatedAt } = segment;
    const changed = await execute(
      manager,
      sql`UPDATE segments SET name = ${name}, description = ${description}, tree_json = ${JSON.stringify(tree)},
            contact_count = ${contactCount}, counted_at = ${countedAt}, version = ${version + 1}, updated_at = ${updatedAt}
          WHERE id = ${id} AND workspace_id = ${workspaceId} AND version = ${version}`,
    );
    return changed === 1;
  }

  /** False when it was not there. */
  async delete({ manager, workspaceId }: WorkspaceContext, id: string): Promise<boolean> {
    const { affected } = await manager.delete(Segment, { workspaceId, id });
    return affected === 1;
  }
}

function stored(row: Omit<Segment, 'workspaceId'>): StoredSegment {
  const { id, name, description, treeJson, contactCount, countedAt, version, createdAt, updatedAt } = row;
  return { id, name, description, tree: JSON.parse(treeJson) as RuleTree, contactCount, countedAt, version, createdAt, updatedAt };
}
