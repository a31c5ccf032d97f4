import { fieldOfColumn, fieldRules, keysOf, readField, type ReadingHints } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { AskedField, BeforeImage, FieldToSet, LeftBehind } from '../../contacts/ContactPartReferences.js';
import { ContactTouchService } from '../../contacts/ContactTouchService.js';
import type { CustomFieldDefinition } from '../CustomFieldDefinition.js';
import {
  badValueToSet,
  fieldGone,
  needsSeveral,
  notSettable,
  onlyEmptyHasNone,
  requiredNotCleared,
  valueNotAsked,
  valueToSetMissing,
} from '../customFieldErrors.js';
import { CustomFieldRepository } from '../CustomFieldRepository.js';
import { FieldHints } from '../FieldHints.js';
import { FieldTexts } from '../FieldTexts.js';
import { searchedFields } from '../fieldText.js';
import { type Applied, type FieldImage, fieldImageOf, leftAs, toImage, type Undone } from './fieldImages.js';

/** As people read values where nobody says how they write them. */
const PLAIN = {
  day: (day: string) => day,
  time: (time: string) => time,
  money: (amount: string, currency: string) => `${amount} ${currency}`,
};

/** A custom field of many contacts. What was asked is read anew in each step: the field may be of another type by then. */
@Injectable()
export class CustomFieldAction {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly hints: FieldHints,
    private readonly texts: FieldTexts,
    private readonly touch: ContactTouchService,
    private readonly clock: Clock,
  ) {}

  async read(ctx: WorkspaceContext, asked: AskedField): Promise<FieldToSet> {
    const name = fieldOfColumn(asked.field);
    const definition = (await this.fields.listDefinitions(ctx)).find(({ fieldName }) => fieldName === name);
    if (!definition) throw notSettable(asked.field);
    const { id, label, fieldType } = definition;
    const value = readAsked(definition, asked, await this.hintsOf(ctx, definition));
    const shown = value === null ? null : fieldRules(fieldType).show(value, PLAIN, definition);
    return { ...asked, value, definitionId: id, label, shown };
  }

  async apply(ctx: WorkspaceContext, contactIds: readonly string[], set: FieldToSet): Promise<Applied> {
    const definition = await this.find(ctx, set);
    if (!definition) throw fieldGone(set.label);
    const hints = await this.hintsOf(ctx, definition);
    const value = readAsked(definition, set, hints);
    const { live, left } = await this.lock(ctx, contactIds);
    const now = await this.valuesOf(ctx, live, definition);
    const images: FieldImage[] = [];
    for (const contactId of live) {
      const was = now.get(contactId) ?? null;
      const next = nextValue(definition, hints, { set, value, was });
      if (next === 'tooLong') left.push(leftAs(contactId, 'valueTooLong'));
      else if (next.is === null && was !== null && definition.isRequired) left.push(leftAs(contactId, 'fieldRequired'));
      else if (next.is !== was) images.push({ contactId, was, is: next.is });
    }
    await this.write(ctx, definition, images);
    return { images: images.map(toImage), left };
  }

  async undo(ctx: WorkspaceContext, images: readonly BeforeImage[], set: FieldToSet): Promise<Undone> {
    const definition = await this.find(ctx, set);
    if (!definition) return { count: 0, left: images.map(({ contactId }) => leftAs(contactId, 'fieldGone')) };
    const hints = await this.hintsOf(ctx, definition);
    const byId = new Map(images.map(fieldImageOf).map((image) => [image.contactId, image]));
    const { live, left } = await this.lock(ctx, [...byId.keys()]);
    const now = await this.valuesOf(ctx, live, definition);
    const back: FieldImage[] = [];
    for (const contactId of live) {
      const { was = null, is = null } = byId.get(contactId) ?? {};
      const value = now.get(contactId) ?? null;
      if (value === was) continue;
      if (value === is && isStillRead(definition, was, hints)) back.push({ contactId, was: is, is: was });
      else left.push(leftAs(contactId, 'changedSince'));
    }
    await this.write(ctx, definition, back);
    return { count: back.length, left };
  }

  private async find(ctx: WorkspaceContext, { definitionId }: FieldToSet): Promise<CustomFieldDefinition | undefined> {
    return (await this.fields.listDefinitions(ctx)).find(({ id }) => id === definitionId);
  }

  private async hintsOf(ctx: WorkspaceContext, definition: CustomFieldDefinition): Promise<ReadingHints> {
    return (await this.hints.prepare(ctx, [definition]))(definition);
  }

  private async lock(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<{ live: string[]; left: LeftBehind[] }> {
    const stateOf = await this.touch.lock(ctx, contactIds);
    const left = contactIds.flatMap((contactId): LeftBehind[] => {
      const state = stateOf(contactId);
      return state === 'live' ? [] : [leftAs(contactId, state)];
    });
    return { live: contactIds.filter((contactId) => stateOf(contactId) === 'live'), left };
  }

  private async valuesOf(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    { id }: CustomFieldDefinition,
  ): Promise<Map<string, string | null>> {
    const rows = await this.fields.listValuesOfFields(ctx, contactIds, [id]);
    return new Map(rows.map(({ contactId, value }) => [contactId, value]));
  }

  private async write(ctx: WorkspaceContext, definition: CustomFieldDefinition, images: readonly FieldImage[]): Promise<void> {
    const writes = images.flatMap(({ contactId, is }) => (is === null ? [] : [{ contactId, definition, value: is }]));
    const cleared = images.filter(({ is }) => is === null).map(({ contactId }) => contactId);
    await this.fields.writeMany(ctx, writes, nowIso(this.clock));
    await this.fields.deleteValues(ctx, cleared, definition.id);
    if (searchedFields([definition]).length > 0)
      await this.texts.refresh(
        ctx,
        images.map(({ contactId }) => contactId),
      );
    await this.touch.touch(
      ctx,
      images.map(({ contactId }) => contactId),
    );
  }
}

/** The stored text of what was asked; null for a field that is to be cleared. */
function readAsked(
  { fieldType, label, isRequired }: CustomFieldDefinition,
  { how, value, onlyEmpty }: AskedField,
  hints: ReadingHints,
): string | null {
  if ((how === 'add' || how === 'remove') && fieldRules(fieldType).editor !== 'choices') throw needsSeveral(label);
  if ((how === 'clear' || how === 'remove') && onlyEmpty) throw onlyEmptyHasNone();
  const reading = readField(fieldType, value, hints);
  if ('problem' in reading) throw badValueToSet(label, reading.problem.message);
  if (how === 'clear' && reading.value !== null) throw valueNotAsked(label);
  if (how === 'clear' && isRequired) throw requiredNotCleared(label);
  if (how !== 'clear' && reading.value === null) throw valueToSetMissing(label);
  return reading.value;
}

interface Next {
  readonly set: FieldToSet;
  readonly value: string | null;
  readonly was: string | null;
}

function nextValue(
  { fieldType }: CustomFieldDefinition,
  hints: ReadingHints,
  { set, value, was }: Next,
): { is: string | null } | 'tooLong' {
  const { how, onlyEmpty } = set;
  if (onlyEmpty && was !== null) return { is: was };
  if (how === 'clear') return { is: null };
  if (how === 'set' || value === null) return { is: value };
  const own = was === null ? [] : keysOf(was);
  const asked = new Set(keysOf(value));
  const keys = how === 'add' ? [...new Set([...own, ...asked])] : own.filter((key) => !asked.has(key));
  // Unchanged stays as it is, also what an older version stored in another order.
  if (keys.length === own.length) return { is: was };
  if (keys.length === 0) return { is: null };
  const stored = JSON.stringify(keys.sort());
  return 'problem' in readField(fieldType, stored, { ...hints, options: withOwn(hints, keys) }) ? 'tooLong' : { is: stored };
}

/** A contact may have options that the field has no longer; they stay. */
function withOwn({ options }: ReadingHints, keys: readonly string[]): ReadingHints['options'] {
  const lost = keys.filter((key) => !options.some((option) => option.key === key));
  return [...options, ...lost.map((key) => ({ key, label: key, colour: null, isArchived: true }))];
}

/** Of another type by now, the field may not hold what it held. */
function isStillRead({ fieldType }: CustomFieldDefinition, was: string | null, hints: ReadingHints): boolean {
  if (was === null) return true;
  const options = fieldRules(fieldType).hasOptions ? withOwn(hints, keysOf(was)) : [];
  return !('problem' in readField(fieldType, was, { ...hints, options }));
}
