import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { invalidField } from '../../../platform/http/AppError.js';
import type { CampaignDraft } from '../CampaignRow.js';
import { TrackingChoice } from '../tracking/TrackingChoice.js';
import { type AbTest, FEWEST_VARIANTS, type Variant } from './AbTest.js';
import type { AbTestDto, VariantDto } from './AbTestDtos.js';
import { notCounted, trackingProblem } from './trackingProblem.js';

const DIFFERS = ['subject', 'fromName', 'templateId'] as const;

/** What an author wrote about a test. Whether its templates exist is asked by whoever asks for that of the campaign. */
@Injectable()
export class AbTestReader {
  constructor(private readonly tracking: TrackingChoice) {}

  read(input: AbTestDto | null, before: AbTest | null): AbTest | null {
    if (input === null) return null;
    if (input.variants.length < FEWEST_VARIANTS)
      throw invalid('variants', 'tooFew', 'A test needs at least two variants. Add one, or remove the test.');
    const known = new Set(before?.variants.map(({ id }) => id));
    const variants = input.variants.map((variant, position) => variantOf(variant, position, known));
    for (const [position, variant] of variants.entries()) requireDifferent(variant, position, variants.slice(0, position));
    const { sample } = input;
    return { variants, sample: sample ? { ...sample } : null };
  }

  /** A winner is chosen by what is followed: without that nobody would ever win. */
  async requirePossible(ctx: WorkspaceContext, { name, audience: { channel }, tracking, abTest }: CampaignDraft): Promise<void> {
    if (!abTest?.sample) return;
    const problem = trackingProblem(
      abTest.sample.rule,
      await this.tracking.of(ctx, { name, type: channel, tracking, startedAt: null, linkHost: null }),
    );
    if (problem) throw notCounted(problem);
  }
}

function variantOf(input: VariantDto, position: number, known: ReadonlySet<string>): Variant {
  const { id, name, subject = null, fromName = null, templateId = null } = input;
  for (const field of ['name', 'subject', 'fromName'] as const)
    if (/[\r\n]/.test(input[field] ?? '')) throw invalid(`variants.${position}.${field}`, 'lineBreak', 'This text must stay on one line.');
  return {
    id: id !== undefined && known.has(id) ? id : newId(),
    name,
    subject: subject?.trim() ? subject : null,
    fromName: fromName?.trim() ? fromName : null,
    templateId,
    templateVersionId: null,
  };
}

function requireDifferent(variant: Variant, position: number, earlier: readonly Variant[]): void {
  const changed = DIFFERS.find((field) => variant[field] !== null);
  if (position === 0 && changed)
    throw invalid(
      `variants.0.${changed}`,
      'changedControl',
      'The first variant is the campaign itself. Change the campaign, or another variant.',
    );
  if (earlier.some(({ id }) => id === variant.id))
    throw invalid(`variants.${position}.id`, 'sameVariant', 'This variant is in the test already.');
  if (earlier.some(({ name }) => name.toLowerCase() === variant.name.toLowerCase()))
    throw invalid(`variants.${position}.name`, 'sameName', 'Two variants have this name. Give each a name of its own.');
}

function invalid(field: string, code: string, message: string): Error {
  return invalidField(`abTest.${field}`, `abTest.${code}`, message);
}
