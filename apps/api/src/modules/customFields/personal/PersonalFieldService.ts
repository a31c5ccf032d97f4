import { fieldRules, isCurrency } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import { actorUserId, type Context } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { serialise } from '../../../platform/database/serialise.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Removals } from '../../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import {
  badFieldName,
  currencyRequired,
  customFieldNotFound,
  fieldNameTaken,
  optionsRequired,
  optionsTooLong,
  tooManyPersonalFields,
} from '../customFieldErrors.js';
import { changedOptions, choicesOf } from '../fieldChoices.js';
import { fieldNameOf, isFieldName } from '../fieldNames.js';
import type { CreatePersonalFieldDto, PersonalFieldDto, UpdatePersonalFieldDto } from './PersonalFieldDtos.js';
import { type PersonalField, PersonalFieldRepository } from './PersonalFieldRepository.js';

/** All of them are shown with every contact. */
const MOST_FIELDS = 50;
/** Characters of a definition as it is answered. */
const MOST_TEXT = 20_000;

/** Fields that a user gives contacts for themselves. No log tells of them: others would read there what only the user is to see. */
@Injectable()
export class PersonalFieldService {
  constructor(
    private readonly fields: PersonalFieldRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly removals: Removals,
    private readonly clock: Clock,
  ) {}

  async list(ctx: Context): Promise<PersonalFieldDto[]> {
    return (await this.fields.list(ctx, userOf(ctx))).map(presentField);
  }

  create(ctx: Context, input: CreatePersonalFieldDto): Promise<PersonalFieldDto> {
    const fieldName = input.fieldName || fieldNameOf(input.label);
    if (!isFieldName(fieldName)) throw badFieldName();
    const field = checked({
      id: newId(),
      fieldName,
      label: input.label,
      fieldType: input.fieldType,
      description: input.description || null,
      options: changedOptions([], input.choices ?? choicesOf([], input.options ?? [])),
      currency: input.currency?.toUpperCase() || null,
    });
    return this.unitOfWork.run(ctx, async (ctx) => {
      const userId = userOf(ctx);
      await serialise(ctx.manager, `personalFields ${userId}`);
      if ((await this.fields.count(ctx, userId)) >= MOST_FIELDS) throw tooManyPersonalFields(MOST_FIELDS);
      if (!(await this.fields.insert(ctx, userId, field, nowIso(this.clock)))) throw fieldNameTaken(fieldName);
      return presentField(field);
    });
  }

  update(ctx: Context, id: string, input: UpdatePersonalFieldDto): Promise<PersonalFieldDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const userId = userOf(ctx);
      await serialise(ctx.manager, `personalFields ${userId}`);
      const before = await this.require(ctx, id);
      const field = checked({
        ...before,
        label: input.label ?? before.label,
        description: input.description === undefined ? before.description : input.description || null,
        options: input.choices ? changedOptions(before.options, input.choices) : before.options,
      });
      await this.fields.update(ctx, userId, field);
      return presentField(field);
    });
  }

  /** It is gone at once; its values are removed in the background. */
  delete(ctx: Context, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.fields.markDeleted(ctx, userOf(ctx), id, nowIso(this.clock)))) throw customFieldNotFound();
      await this.removals.begin(ctx, { kind: 'customField', targetId: id, workspaceId: null });
    });
  }

  private async require(ctx: Context, id: string): Promise<PersonalField> {
    const field = (await this.fields.list(ctx, userOf(ctx))).find((one) => one.id === id);
    if (!field) throw customFieldNotFound();
    return field;
  }
}

/** Only people open these routes. */
export function userOf(ctx: Context): string {
  return actorUserId(ctx) ?? '';
}

export function presentField({ options, ...field }: PersonalField): PersonalFieldDto {
  return { ...field, choices: [...options] };
}

function checked(field: PersonalField): PersonalField {
  const { hasOptions, hasCurrency } = fieldRules(field.fieldType);
  if (hasOptions && !field.options.some(({ isArchived }) => !isArchived)) throw optionsRequired();
  if (hasCurrency && (field.currency === null || !isCurrency(field.currency))) throw currencyRequired();
  const settled = { ...field, options: hasOptions ? field.options : [], currency: hasCurrency ? field.currency : null };
  if (JSON.stringify(settled).length > MOST_TEXT) throw optionsTooLong();
  return settled;
}
