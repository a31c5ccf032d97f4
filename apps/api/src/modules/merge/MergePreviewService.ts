import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { idOf, nameOf, pointsOf, versionOf } from '../contacts/public.js';
import { MergeConsent } from './MergeConsent.js';
import type { MergeFieldDto, MergePreviewDto, MergePreviewRequestDto } from './MergeDtos.js';
import { isConflict, type MergeField } from './mergePlan.js';
import { shownValue } from './shownValue.js';
import { MergeReader, movesText } from './MergeReader.js';

/** What a merge would result in. Nothing is changed. */
@Injectable()
export class MergePreviewService {
  constructor(
    private readonly reader: MergeReader,
    private readonly consent: MergeConsent,
  ) {}

  async preview(ctx: WorkspaceContext, input: MergePreviewRequestDto): Promise<MergePreviewDto> {
    const { candidates, fields } = await this.reader.read(ctx, input);
    const images = candidates.map(({ image }) => image);
    const ids = images.map(idOf);
    const moves = await this.reader.moves(ctx, ids.slice(1));
    const kept = new Set(fields.map(({ value }) => value));
    const further = new Map(images.flatMap(pointsOf).map((point) => [`${point.kind} ${point.key}`, point]));
    return {
      contacts: images.map((image, at) => ({
        id: idOf(image),
        displayName: nameOf(image),
        version: versionOf(image),
        isPrimary: at === 0,
        createdAt: String(image.row['created_on']),
        updatedAt: String(image.row['updated_at']),
      })),
      fields: fields.map((field) => presentField(field, ids)),
      moves,
      movesText: movesText(moves),
      furtherPoints: [...further.values()].filter(({ value }) => !kept.has(value)).map(({ kind, value }) => ({ kind, value })),
      consent: await this.consent.describe(ctx, images),
    };
  }
}

function presentField(field: MergeField, ids: readonly string[]): MergeFieldDto {
  const { name, label, kind, fieldType, definition, values, value, from } = field;
  const shown = (stored: string | null): string | null => (definition ? shownValue(definition, stored) : stored);
  return {
    name,
    label,
    kind,
    fieldType,
    values: ids.map((contactId, at) => ({ contactId, value: values[at] ?? null, text: shown(values[at] ?? null) })),
    value,
    text: from === 'custom' ? value : shown(value),
    from,
    isConflict: isConflict(field),
  };
}
