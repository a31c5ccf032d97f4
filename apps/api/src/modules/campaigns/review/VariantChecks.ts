import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { alternatives, asVariant } from '../abTests/AbTest.js';
import { hasRest } from '../abTests/split.js';
import { trackingProblem, trackingWords } from '../abTests/trackingProblem.js';
import type { Campaign } from '../CampaignRow.js';
import { ChannelRegistry } from '../channels/ChannelRegistry.js';
import type { PreflightDto } from '../ReviewDtos.js';
import { TrackingChoice } from '../tracking/TrackingChoice.js';
import { error, warning } from './findings.js';

interface Found {
  /** In the first variant, which is the campaign itself. */
  readonly known: readonly PreflightDto[];
  readonly sendable: number;
}

/** What would go wrong with the other variants of a campaign, and with the test itself. */
@Injectable()
export class VariantChecks {
  constructor(
    private readonly channels: ChannelRegistry,
    private readonly tracking: TrackingChoice,
  ) {}

  async check(ctx: WorkspaceContext, campaign: Campaign, { known, sendable }: Found): Promise<PreflightDto[]> {
    const { abTest } = campaign;
    if (!abTest) return [];
    const findings = [...checkDifferences(campaign), ...checkSize(campaign, sendable)];
    if (abTest.sample) {
      const problem = trackingProblem(abTest.sample.rule, await this.tracking.of(ctx, campaign));
      if (problem) findings.push(error('abTest.notTracked', trackingWords(problem), 'abTest.sample.rule'));
    }
    const isKnown = ({ code, message }: PreflightDto): boolean => known.some((one) => one.code === code && one.message === message);
    for (const [index, variant] of alternatives(campaign).entries()) {
      const own = await this.channels.of(campaign).checks.message(ctx, asVariant(campaign, variant));
      const problems = own.filter((finding) => finding.severity !== 'ok' && !isKnown(finding));
      findings.push(
        ...problems.map(({ code, severity, message }) => {
          return { code, severity, message: `Variant ${variant.name}: ${message}`, field: `abTest.variants.${index + 1}` };
        }),
      );
    }
    return findings;
  }
}

/** Two that say the same would be compared with each other in vain. */
function checkDifferences(campaign: Campaign): PreflightDto[] {
  const seen = new Map<string, string>();
  return (campaign.abTest?.variants ?? []).flatMap((variant, index) => {
    const { subject, fromName, templateId } = asVariant(campaign, variant);
    const said = JSON.stringify([subject, fromName, templateId]);
    const same = seen.get(said);
    seen.set(said, same ?? variant.name);
    if (same === undefined) return [];
    const message = `Variant ${variant.name} says the same as ${same}. Change its subject, sender name or template, or remove it.`;
    return [error('abTest.sameVariants', message, `abTest.variants.${index}`)];
  });
}

function checkSize({ abTest }: Campaign, sendable: number): PreflightDto[] {
  if (!abTest?.sample || sendable === 0 || hasRest(abTest, sendable)) return [];
  const people = `${sendable} ${sendable === 1 ? 'person gets' : 'people get'}`;
  const message = `${people} this message, and the test needs all of them: nobody is left for the winner. Lower the minimum, or compare without a winner.`;
  return [warning('abTest.nobodyLeft', message, 'abTest.sample.minimum')];
}
