import { readField } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { FieldError } from '../../../platform/http/AppError.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ContactService } from '../../contacts/ContactService.js';
import { contactInTrash } from '../../contacts/public.js';
import { badFieldValues } from '../customFieldErrors.js';
import { FieldHints } from '../FieldHints.js';
import type { PersonalFieldValueDto } from './PersonalFieldDtos.js';
import { type PersonalField, PersonalFieldRepository } from './PersonalFieldRepository.js';
import { presentField, userOf } from './PersonalFieldService.js';

/** What a user keeps about contacts for themselves. The contacts do not change by it: not even that there is something shows to others. */
@Injectable()
export class PersonalValueService {
  constructor(
    private readonly fields: PersonalFieldRepository,
    private readonly contacts: ContactService,
    private readonly hints: FieldHints,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, contactId: string): Promise<PersonalFieldValueDto[]> {
    await this.contacts.require(ctx, contactId);
    const rows = await this.fields.listValues(ctx, userOf(ctx), contactId);
    return rows.map(({ value, ...field }) => ({ ...presentField(field), value }));
  }

  save(ctx: WorkspaceContext, contactId: string, values: Readonly<Record<string, unknown>>): Promise<PersonalFieldValueDto[]> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if ((await this.contacts.require(ctx, contactId)).deletedAt) throw contactInTrash();
      const now = nowIso(this.clock);
      for (const { id, value } of await this.read(ctx, values)) await this.fields.write(ctx, contactId, id, value, now);
      return this.list(ctx, contactId);
    });
  }

  private async read(ctx: WorkspaceContext, values: Readonly<Record<string, unknown>>): Promise<{ id: string; value: string | null }[]> {
    const fields = await this.fields.list(ctx, userOf(ctx));
    const byName = new Map(fields.map((field) => [field.fieldName, field]));
    const hintsOf = await this.hints.prepare(
      ctx,
      fields.filter(({ fieldName }) => Object.hasOwn(values, fieldName)),
    );
    const problems: FieldError[] = [];
    const read = Object.entries(values).flatMap(([name, given]) => {
      const field: PersonalField | undefined = byName.get(name);
      const reading = field && readField(field.fieldType, given, hintsOf(field));
      if (!field || !reading)
        problems.push({ field: `values.${name}`, code: 'customField.unknown', message: `You have no field “${name.slice(0, 60)}”.` });
      else if ('problem' in reading)
        problems.push({ field: `values.${name}`, code: 'customField.invalid', message: `${field.label}: ${reading.problem.message}` });
      else return [{ id: field.id, value: reading.value }];
      return [];
    });
    if (problems.length > 0) throw badFieldValues(problems);
    return read;
  }
}
