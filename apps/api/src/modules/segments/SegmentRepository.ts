import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { RuleTree } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, sql } from '../../platform/database/sql.js';
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
    const { id, name, description, tree, version, updatedAt } = segment;
    const changed = await execute(
      manager,
      sql`UPDATE segments SET name = ${name}, description = ${description}, tree_json = ${JSON.stringify(tree)}, version = ${version + 1}, updated_at = ${updatedAt}
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

function stored({ treeJson, workspaceId: _own, ...segment }: Segment): StoredSegment {
  return { ...segment, tree: JSON.parse(treeJson) as RuleTree };
}
