import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';
import type { FieldPlaceDto } from './CustomFieldDtos.js';
import { orderOutdated } from './customFieldErrors.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';

/** The order of the fields, and the sections they stand in. */
@Injectable()
export class FieldOrderService {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws AppError when the fields are not those that there are: someone added or removed one meanwhile. */
  order(ctx: WorkspaceContext, places: readonly FieldPlaceDto[]): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `customFields ${ctx.workspaceId}`);
      const before = (await this.fields.listDefinitions(ctx)).filter(({ archivedAt }) => archivedAt === null);
      const byId = new Map(before.map((definition) => [definition.id, definition]));
      const wanted = places.map(({ id, section }) => ({ id, section: section?.trim() || null, known: byId.get(id) }));
      if (new Set(wanted.map(({ id }) => id)).size !== before.length || wanted.some(({ known }) => !known)) throw orderOutdated();
      const after = wanted.flatMap(({ known, section }) => (known ? [{ ...known, section }] : []));
      if (isSame(before, after)) return;
      await this.fields.place(ctx, after);
      await this.audit.record(ctx, {
        action: 'customField.ordered',
        entity: ['workspace', ctx.workspaceId],
        before: { fields: before.map(placeOf) },
        after: { fields: after.map(placeOf) },
      });
    });
  }
}

type Place = Pick<CustomFieldDefinition, 'id' | 'label' | 'section'>;

function isSame(before: readonly Place[], after: readonly Place[]): boolean {
  return before.length === after.length && before.every(({ id, section }, at) => after[at]?.id === id && after[at].section === section);
}

function placeOf({ label, section }: Place): string {
  return section === null ? label : `${section}: ${label}`;
}
