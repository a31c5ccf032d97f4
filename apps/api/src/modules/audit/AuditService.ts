import { Injectable } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page } from '../../platform/http/Page.js';
import { UserService } from '../users/UserService.js';
import { MemberService } from '../workspaces/MemberService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import {
  OPEN_RECORDS,
  type AuditActorOptionDto,
  type AuditEntryDto,
  type AuditFilterDto,
  type ListAuditQuery,
  type RecordHistoryQuery,
} from './AuditDtos.js';
import { type AuditListRow, AuditRepository, type EntryFilter, type KeyName } from './AuditRepository.js';
import { type EntryNames, presentEntry } from './presentEntry.js';
import { shortEntry } from './shortEntry.js';

/** The log of a workspace in words, with the names that people, keys and records have now. */
@Injectable()
export class AuditService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly records: AuditedRecords,
    private readonly words: AuditWords,
    private readonly users: UserService,
    private readonly members: MemberService,
    private readonly workspaces: WorkspaceService,
  ) {}

  async list(ctx: WorkspaceContext, { cursor, limit, ...filter }: ListAuditQuery): Promise<Page<AuditEntryDto>> {
    return this.page(ctx, await this.inUtc(ctx, filter), { cursor, limit });
  }

  /** The filter with its days read where the workspace is. */
  async inUtc<F extends AuditFilterDto>(ctx: WorkspaceContext, filter: F): Promise<F> {
    const { from, to } = filter;
    return { ...filter, from: await this.workspaces.momentOf(ctx, from), to: await this.workspaces.momentOf(ctx, to) };
  }

  async history(ctx: WorkspaceContext, { cursor, limit, entityType, entityId }: RecordHistoryQuery): Promise<Page<AuditEntryDto>> {
    const acts = await this.records.actsOnMany(ctx, entityType, entityId);
    return this.page(ctx, { record: { type: entityType, id: entityId, acts } }, { cursor, limit });
  }

  /** One entry with all it says: to admins any, to others those of records whose history they may see. */
  async get(ctx: WorkspaceContext, id: string): Promise<AuditEntryDto> {
    const row = await this.entries.find(ctx, id);
    const isOpen = (OPEN_RECORDS as readonly (string | null)[]).includes(row?.entityType ?? null);
    const [entry] = row && (isOpen || isAdmin(ctx)) ? await this.present(ctx, [row]) : [];
    if (!entry) throw notFound('entry');
    return entry;
  }

  /** Who can be filtered by: members and keys of today. */
  async listActors(ctx: WorkspaceContext): Promise<AuditActorOptionDto[]> {
    const members = await this.members.list(ctx);
    const keys = await this.entries.listKeys(ctx, null);
    return [
      ...members.map(({ userId, name, email }) => ({ type: 'user' as const, id: userId, name: name ?? email })),
      ...keys.map((key) => ({ type: 'key' as const, id: key.id, name: keyWords(key) })),
    ];
  }

  /** Entries with everything they need to be read; the names of a whole page cost one query per kind. */
  async present(ctx: WorkspaceContext, rows: readonly AuditListRow[]): Promise<AuditEntryDto[]> {
    const names = await this.namesFor(ctx, rows);
    return rows.map((row) => presentEntry(row, names, this.words, isAdmin(ctx)));
  }

  private async page(
    ctx: WorkspaceContext,
    filter: EntryFilter,
    page: { cursor?: string | undefined; limit: number },
  ): Promise<Page<AuditEntryDto>> {
    const { items, nextCursor } = toPage(
      await this.entries.list(ctx, filter, page),
      page.limit,
      (row) => [row.seq],
      (row) => row,
    );
    return { items: (await this.present(ctx, items)).map(shortEntry), nextCursor };
  }

  private async namesFor(ctx: WorkspaceContext, rows: readonly AuditListRow[]): Promise<EntryNames> {
    const idsBy = (kindOf: (row: AuditListRow) => string | null, idOf: (row: AuditListRow) => string | null): Map<string, string[]> => {
      const ids = new Map<string, string[]>();
      for (const row of rows) {
        const [kind, id] = [kindOf(row), idOf(row)];
        if (kind !== null && id !== null) ids.set(kind, [...(ids.get(kind) ?? []), id]);
      }
      return ids;
    };
    const actors = idsBy(
      (row) => row.actorType,
      (row) => row.actorId,
    );
    const touched = idsBy(
      (row) => row.entityType,
      (row) => row.entityId,
    );
    const people = ['user', 'member'].flatMap((type) => touched.get(type) ?? []);
    const users = await this.users.namesOf(ctx, [...new Set([...(actors.get('user') ?? []), ...people])]);
    const keyIds = [...(actors.get('key') ?? []), ...(touched.get('apiKey') ?? [])];
    const keys = new Map((keyIds.length > 0 ? await this.entries.listKeys(ctx, keyIds) : []).map((key) => [key.id, keyWords(key)]));
    const records = new Map<string, ReadonlyMap<string, string>>([
      ['user', users],
      ['member', users],
      ['apiKey', keys],
    ]);
    for (const [type, ids] of touched) if (!records.has(type)) records.set(type, await this.records.namesOf(ctx, type, ids));
    return {
      actorName: (row) => actorName(row, users, keys),
      recordName: (type, id) => records.get(type)?.get(id) ?? null,
    };
  }
}

function isAdmin({ role }: WorkspaceContext): boolean {
  return role === 'owner' || role === 'admin';
}

function actorName({ actorType, actorId }: AuditListRow, users: ReadonlyMap<string, string>, keys: ReadonlyMap<string, string>): string {
  switch (actorType) {
    case 'user':
      return users.get(actorId ?? '') ?? 'A deleted account';
    case 'key':
      return keys.get(actorId ?? '') ?? 'A deleted key';
    case 'public':
      return 'Anyone with a link';
    case 'job':
    case 'system':
      return 'Rapport';
  }
}

function keyWords({ description, prefix }: KeyName): string {
  const shown = `rk_${prefix ?? ''}…`;
  return description ? `Key “${description}” (${shown})` : `Key ${shown}`;
}
