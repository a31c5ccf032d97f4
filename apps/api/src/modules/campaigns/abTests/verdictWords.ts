import type { Campaign } from '../CampaignRow.js';
import type { WinnerRule } from './AbTest.js';
import type { Decision } from './DecisionRepository.js';
import { judgedBy, type Verdict, type VariantFigures } from './winner.js';

const DID: Readonly<Record<WinnerRule, string>> = { opens: 'opened it', clicks: 'clicked in it', replies: 'replied to it' };

type Tested = Pick<Campaign, 'abTest'>;

/** How the variants stand, in a sentence: who leads, by how much, and whether it could be chance. */
export function verdictWords({ abTest }: Tested, figures: readonly VariantFigures[], { leaderId, confidence, isWinner }: Verdict): string {
  const rule = abTest?.sample?.rule ?? 'opens';
  const needed = abTest?.sample?.confidence ?? 95;
  const shares = figures.map((one) => ({ id: one.variantId, ...judgedBy(rule, one) }));
  const leader = shares.find(({ id }) => id === leaderId);
  const name = nameOf({ abTest }, leaderId);
  if (!leader || leader.count === 0) return `Nobody has ${DID[rule]} yet.`;
  const leads = `“${name}” leads: ${percent(leader.count, leader.of)} ${DID[rule]}.`;
  if (confidence === null) return `${leads} So few people say nothing yet: it could be chance.`;
  const sure = `${confidence}% confidence`;
  return isWinner
    ? `${leads} That is no chance, with ${sure} (${needed}% were asked for).`
    : `${leads} It could be chance: ${sure}, and ${needed}% are needed.`;
}

export function decisionWords({ abTest }: Tested, { variantId, reason, by }: Decision, person: string | null): string {
  const name = `“${nameOf({ abTest }, variantId)}”`;
  const rule = abTest?.sample?.rule ?? 'opens';
  const own = by.figures.find((one) => one.variantId === variantId);
  const judged = own && judgedBy(rule, own);
  const share = judged && judged.count > 0 ? `${percent(judged.count, judged.of)} ${DID[rule]}` : `nobody had ${DID[rule]} yet`;
  const sure = by.confidence === null ? 'too few people to say' : `${by.confidence}% confidence`;
  if (reason === 'person') return `${person ?? 'A former member'} chose ${name} for the rest (${share}).`;
  if (reason === 'winner') return `${name} won: ${share}, with ${sure}. The rest gets it.`;
  return `No variant won (${sure}), so the rest gets ${name}, as was chosen before.`;
}

function nameOf({ abTest }: Tested, id: string): string {
  return abTest?.variants.find((variant) => variant.id === id)?.name ?? 'a variant';
}

function percent(count: number, of: number): string {
  return `${Math.round((count / of) * 1000) / 10}%`;
}
