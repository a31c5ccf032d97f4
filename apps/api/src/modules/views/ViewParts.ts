import { Injectable } from '@nestjs/common';
import { conditionsOf, fieldOfColumn, isContactColumn, readRuleTree, type RuleTree } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { badRulesText, badRuleTree, fieldSort, isContactSort, unknownSort } from '../contacts/public.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ListService } from '../lists/ListService.js';
import { SegmentService } from '../segments/SegmentService.js';
import type { MissingPartDto, ViewColumnDto } from './ViewDtos.js';
import { badColumn, repeatedColumn } from './viewErrors.js';
import type { StoredView } from './ViewRepository.js';

type Look = Pick<StoredView, 'columns' | 'sort' | 'filter'>;

/** What views name: fields, lists and segments, which may go while the view stays. */
@Injectable()
export class ViewParts {
  constructor(
    private readonly fields: CustomFieldService,
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

  /** What the view names and is not there. An archived field is no column, and can still be asked for. */
  async missing(ctx: WorkspaceContext, { columns, sort, filter }: Look): Promise<MissingPartDto[]> {
    const named = namedBy(filter);
    const sortField = fieldSort(sort)?.fieldName;
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

function columnFields(columns: readonly ViewColumnDto[]): string[] {
  return columns.map(({ id }) => fieldOfColumn(id)).filter((name) => name !== null);
}

function namedBy({ listId, segmentId, rules }: StoredView['filter']): Record<'fields' | 'lists' | 'segments', string[]> {
  const conditions = rules === undefined ? [] : conditionsOf(readRules(rules));
  const texts = (rule: string, name: string): string[] =>
    conditions
      .filter((one) => one.rule === rule)
      .flatMap((one) => [one.with[name] ?? []].flat())
      .map(String);
  const once = (keys: readonly (string | undefined)[]): string[] => [...new Set(keys.filter((key) => key !== undefined))];
  return {
    fields: once(texts('customField', 'fieldName')),
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
