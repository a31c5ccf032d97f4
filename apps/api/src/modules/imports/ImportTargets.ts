import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { requireScope } from '../../platform/security/fieldScopes.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ListService } from '../lists/ListService.js';
import { assertImportable } from './chooseColumns.js';
import type { ImportColumn, ImportOptions, ImportRecord } from './Import.js';
import type { StartImportDto } from './ImportDtos.js';
import { customFieldOf } from './mapping/targets.js';

/** Makes what an import needs to put its rows into: custom fields and a list. Inside the unit of work that starts it. */
@Injectable()
export class ImportTargets {
  constructor(
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
  ) {}

  /** The columns with their new custom fields made. */
  async prepareColumns(ctx: WorkspaceContext, record: ImportRecord): Promise<ImportColumn[]> {
    const known = new Set((await this.customFields.list(ctx)).map(({ fieldName }) => fieldName));
    assertImportable(record.table.columns, known);
    const columns: ImportColumn[] = [];
    for (const column of record.table.columns) {
      const fieldName = customFieldOf(column.target);
      if (fieldName !== null && column.newField && !known.has(fieldName)) {
        requireScope(ctx, 'fields:write');
        await this.customFields.create(ctx, { ...column.newField, fieldName });
      }
      columns.push({ ...column, newField: null });
    }
    return columns;
  }

  async prepareOptions(ctx: WorkspaceContext, record: ImportRecord, input: StartImportDto): Promise<ImportOptions> {
    const newListName = input.newListName ?? null;
    const listId = await this.prepareList(ctx, input.listId ?? null, newListName);
    return { ...record.options, mode: input.mode, listId, newListName, withoutKey: input.withoutKey ?? null };
  }

  private async prepareList(ctx: WorkspaceContext, listId: string | null, newListName: string | null): Promise<string | null> {
    if (newListName !== null) return (await this.lists.findOrCreate(ctx, newListName)).id;
    if (listId !== null) await this.lists.get(ctx, listId);
    return listId;
  }
}
