import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { BulkActionDto } from './bulk/BulkDtos.js';
import { ContactBulkService } from './bulk/ContactBulkService.js';

/** Bulk actions that later modules bring along (`ContactPartReferences.registerBulkAction`): with progress, cancellation and undo like any other. */
@Injectable()
export class BulkWorkService {
  constructor(private readonly bulk: ContactBulkService) {}

  start(ctx: WorkspaceContext, action: string, contactIds: readonly string[]): Promise<BulkActionDto> {
    return this.bulk.startOf(ctx, action, contactIds);
  }
}
