import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ListService } from '../lists/ListService.js';
import type { FileToDetect, ValuesToFind } from './detectFile.js';
import type { DetectedTable } from './detectTable.js';
import type { ImportColumn } from './Import.js';
import { InspectionPool } from './InspectionPool.js';

/** What an uploaded file is, with what the workspace has that its columns may fill. */
@Injectable()
export class TableDetection {
  constructor(
    private readonly pool: InspectionPool,
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
  ) {}

  async detect(
    ctx: WorkspaceContext,
    { id, fileName, defaultCountry }: { id: string; fileName: string; defaultCountry: string | null },
    choices: FileToDetect['choices'] = {},
  ): Promise<DetectedTable> {
    const customFields = await this.customFields.list(ctx);
    const stages = (await this.lists.listNames(ctx)).filter(({ isPrimary }) => isPrimary).map(({ name }) => name);
    return this.pool.run<'detect'>(ctx, id, { kind: 'detect', fileName, defaultCountry, choices, customFields, stages });
  }

  /** The columns with what those hold that name lists, stages or options. */
  async withValues(
    ctx: WorkspaceContext,
    id: string,
    { encoding, delimiter, fileKind, preset, table }: ValuesToFind['table'],
  ): Promise<ImportColumn[]> {
    const customFields = await this.customFields.list(ctx);
    return this.pool.run<'values'>(ctx, id, { kind: 'values', table: { encoding, delimiter, fileKind, preset, table }, customFields });
  }
}
