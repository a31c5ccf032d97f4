import { Injectable } from '@nestjs/common';
import { conditionsOf, fieldOfColumn, isContactColumn, personalOfColumn, readRuleTree, type RuleTree } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { badRulesText, badRuleTree, fieldSort, isContactSort, unknownSort } from '../contacts/public.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { PersonalFieldService } from '../customFields/public.js';
import { ListService } from '../lists/ListService.js';
import { SegmentService } from '../segments/SegmentService.js';
import type { MissingPartDto, ViewColumnDto } from './ViewDtos.js';
import { badColumn, repeatedColumn, sharesPersonalField } from './viewErrors.js';
import type { StoredView } from './ViewRepository.js';

type Look = Pick<StoredView, 'columns' | 'sort' | 'filter'>;

/** What views name: fields, lists and segments, which may go while the view stays. */
@Injectable()
export class ViewParts {
  constructor(
    private readonly fields: CustomFieldService,
    private readonly personal: PersonalFieldService,
    private readonly lists: ListService,
    private readonly segments: SegmentService,
  ) {}

  /** @throws AppError 400 or 422 for what can never be read. What is only gone may be saved: it could come back. */
  check({ columns, sort, filter }: Look): void {
    const seen = new Set<string>();
    for (const { id } of columns) {
      if (!isContactColumn(id)) throw badColumn(id);
      if (seen.has(id)) throw repeatedColumn(id);
      seen.add(id);
    }
    if (!isContactSort(sort) && fieldSort(sort) === null) throw unknownSort();
    if (filter.rules !== undefined) readRules(filter.rules);
  }

  /** @throws AppError 422 when others would see a view that names a field that they do not have. */
  async checkShared(ctx: WorkspaceContext, look: Look): Promise<void> {
    const [first] = personalOf(look);
    if (!first) return;
    const label = (await this.personal.list(ctx)).find(({ fieldName }) => fieldName === first.name)?.label ?? first.name;
    throw sharesPersonalField(first.field, label);
  }

  private async ownNames(ctx: WorkspaceContext, look: Look): Promise<ReadonlySet<string>> {
    if (personalOf(look).length === 0 || ctx.actor.type !== 'user') return new Set();
    return new Set((await this.personal.list(ctx)).map(({ fieldName }) => fieldName));
  }

  /** What the view names and is not there. An archived field is no column, and can still be asked for. */
  async missing(ctx: WorkspaceContext, { columns, sort, filter }: Look): Promise<MissingPartDto[]> {
    const named = namedBy(filter);
    const sorted = fieldSort(sort);
    const sortField = sorted?.isPersonal ? undefined : sorted?.fieldName;
    const own = await this.ownNames(ctx, { columns, sort, filter });
    const gone = (names: readonly string[]) => names.filter((name) => !own.has(name));
    const fields = await this.fields.list(ctx, true);
    const shown = new Set(fields.filter(({ archivedAt }) => archivedAt === null).map(({ fieldName }) => fieldName));
    const known = new Set(fields.map(({ fieldName }) => fieldName));
    const lists = new Set(await this.lists.listLiving(ctx, named.lists));
    const segments = named.segments.length === 0 ? new Map() : await this.segments.namesOf(ctx, named.segments);
    const missing = (kind: MissingPartDto['kind'], place: MissingPartDto['place'], keys: readonly string[]): MissingPartDto[] =>
      keys.map((key) => ({ kind, key, place }));
    return [
      ...missing(
        'field',
        'columns',
        columnFields(columns).filter((name) => !shown.has(name)),
      ),
      ...missing(
        'field',
        'columns',
        gone(personalColumns(columns)).map((name) => `mine:${name}`),
      ),
      ...missing('field', 'sort', sorted?.isPersonal ? gone([sorted.fieldName]).map((name) => `mine:${name}`) : []),
      ...missing(
        'field',
        'filter',
        gone(named.personal).map((name) => `mine:${name}`),
      ),
      ...missing('field', 'sort', sortField !== undefined && !known.has(sortField) ? [sortField] : []),
      ...missing(
        'field',
        'filter',
        named.fields.filter((name) => !known.has(name)),
      ),
      ...missing(
        'list',
        'filter',
        named.lists.filter((id) => !lists.has(id)),
      ),
      ...missing(
        'segment',
        'filter',
        named.segments.filter((id) => !segments.has(id)),
      ),
    ];
  }
}

/** Fields that only the owner of the view sees. */
function personalOf({ columns, sort, filter }: Look): { field: 'columns' | 'sort' | 'filter'; name: string }[] {
  const sorted = fieldSort(sort);
  return [
    ...personalColumns(columns).map((name) => ({ field: 'columns' as const, name })),
    ...(sorted?.isPersonal ? [{ field: 'sort' as const, name: sorted.fieldName }] : []),
    ...namedBy(filter).personal.map((name) => ({ field: 'filter' as const, name })),
  ];
}

/** The look without what only its owner sees: what a log that others read may say. */
export function withoutPersonal({ columns, sort, filter }: Look): Look {
  const { rules, ...rest } = filter;
  return {
    columns: columns.filter(({ id }) => personalOfColumn(id) === null),
    sort: fieldSort(sort)?.isPersonal ? '-createdAt' : sort,
    filter: rules === undefined || namedBy(filter).personal.length > 0 ? rest : filter,
  };
}

function personalColumns(columns: readonly ViewColumnDto[]): string[] {
  return columns.map(({ id }) => personalOfColumn(id)).filter((name) => name !== null);
}

function columnFields(columns: readonly ViewColumnDto[]): string[] {
  return columns.map(({ id }) => fieldOfColumn(id)).filter((name) => name !== null);
}

function namedBy({ listId, segmentId, rules }: StoredView['filter']): Record<'fields' | 'personal' | 'lists' | 'segments', string[]> {
  const conditions = rules === undefined ? [] : conditionsOf(readRules(rules));
  const texts = (rule: string, name: string): string[] =>
    conditions
      .filter((one) => one.rule === rule)
      .flatMap((one) => [one.with[name] ?? []].flat())
      .map(String);
  const once = (keys: readonly (string | undefined)[]): string[] => [...new Set(keys.filter((key) => key !== undefined))];
  return {
    fields: once(texts('customField', 'fieldName')),
    personal: once(texts('personalField', 'fieldName')),
    lists: once([listId, ...texts('inList', 'listIds')]),
    segments: once([segmentId, ...texts('inSegment', 'segmentId')]),
  };
}

function readRules(text: string): RuleTree {
  const reading = readRuleTree(parse(text));
  if ('problem' in reading) throw badRuleTree(reading.problem);
  return reading.tree;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRulesText();
  }
}
