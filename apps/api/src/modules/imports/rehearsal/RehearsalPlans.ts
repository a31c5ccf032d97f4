import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { CustomFieldService } from '../../customFields/CustomFieldService.js';
import { ListService } from '../../lists/ListService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import type { ImportRecord } from '../Import.js';
import { ImportRepository } from '../ImportRepository.js';
import { withNewFields } from '../mapping/newFields.js';
import { type ImportPlan, planImport } from '../running/planImport.js';
import { settingsHash } from './rehearsal.js';
import { RehearsalRepository } from './RehearsalRepository.js';

/** How a rehearsal reads the file: as the import would that starts now, with custom fields that are not made yet. */
@Injectable()
export class RehearsalPlans {
  constructor(
    private readonly imports: ImportRepository,
    private readonly rehearsals: RehearsalRepository,
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
    private readonly workspaces: WorkspaceService,
  ) {}

  /** Null when the import has started or was changed since: nobody waits for the answer. */
  async find(ctx: WorkspaceContext, importId: string): Promise<{ record: ImportRecord; plan: ImportPlan } | null> {
    const stored = await this.imports.find(ctx, importId);
    const rehearsal = await this.rehearsals.find(ctx, importId);
    if (stored?.status !== 'uploaded' || rehearsal?.settingsHash !== settingsHash(stored)) return null;
    const { timeZone } = await this.workspaces.require(ctx);
    const { mode, withoutKey = null, updatePolicy = null, matchBy = null } = rehearsal.input;
    const record = { ...stored, options: { ...stored.options, mode, withoutKey, updatePolicy, matchBy, listId: null, timeZone } };
    const fields = withNewFields(record.table.columns, await this.customFields.list(ctx));
    return { record, plan: planImport(record, fields, await this.lists.listNames(ctx)) };
  }
}
