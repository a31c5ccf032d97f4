/** Enough for a question, few enough for an answer: each one more needs more people. */
export const FEWEST_VARIANTS = 2;
export const MOST_VARIANTS = 5;

export const WINNER_RULES = ['opens', 'clicks', 'replies'] as const;
export type WinnerRule = (typeof WINNER_RULES)[number];

/** What happens when no variant wins: the rest gets the control, or a person is asked. */
export const WITHOUT_WINNER = ['control', 'person'] as const;
export type WithoutWinner = (typeof WITHOUT_WINNER)[number];

/** `test`: compared with the others. `rest`: gets what was decided. */
export const VARIANT_ROUNDS = ['test', 'rest'] as const;
export type VariantRound = (typeof VARIANT_ROUNDS)[number];

/** What one variant says differently; null: as the campaign. The first one is the campaign itself, the control. */
export interface Variant {
  readonly id: string;
  readonly name: string;
  readonly subject: string | null;
  readonly fromName: string | null;
  readonly templateId: string | null;
  /** Pinned when approval is asked for, as that of the campaign. */
  readonly templateVersionId: string | null;
}

/** The variants are tried on a part of the audience; after a while the rest gets the one that won. */
export interface SamplePlan {
  /** In percent of those who get the message. */
  readonly share: number;
  /** People for each variant, also where the share is smaller. */
  readonly minimum: number;
  /** From the moment when everyone of the sample was sent the message. */
  readonly waitMinutes: number;
  readonly rule: WinnerRule;
  /** In percent. */
  readonly confidence: number;
  readonly otherwise: WithoutWinner;
}

export interface AbTest {
  readonly variants: readonly Variant[];
  /** Null: everyone is in the test, which only compares. */
  readonly sample: SamplePlan | null;
}

/** How far a test is. */
export interface AbState {
  /** Who was expected to get the message when the first were written into the ledger. */
  readonly expected: number | null;
  readonly dealt: number;
  /** Null: the sample is not out yet. */
  readonly decidesAt: string | null;
  /** No variant won, and a person was asked. */
  readonly askedAt: string | null;
}

/** A row is due then as long as nobody knows which variant it gets: never. */
export const HELD_UNTIL = '9999-12-31T23:59:59.999Z';

interface Tested {
  readonly abTest: AbTest | null;
}

/** The campaign as it is for the recipients of one variant. */
export function asVariant<Said extends Omit<Variant, 'id' | 'name'>>(campaign: Said, variant: Variant): Said {
  return {
    ...campaign,
    subject: variant.subject ?? campaign.subject,
    fromName: variant.fromName ?? campaign.fromName,
    templateId: variant.templateId ?? campaign.templateId,
    templateVersionId: variant.templateId === null ? campaign.templateVersionId : variant.templateVersionId,
  };
}

/** Those that are not the campaign itself. */
export function alternatives({ abTest }: Tested): readonly Variant[] {
  return abTest?.variants.slice(1) ?? [];
}

export function variantOf({ abTest }: Tested, id: string): Variant | null {
  return abTest?.variants.find((variant) => variant.id === id) ?? null;
}

const RULE_WORDS: Readonly<Record<WinnerRule, string>> = {
  opens: 'the most people open it',
  clicks: 'the most people click in it',
  replies: 'the most people reply to it',
};

/** For people: what an approver reads. */
export function describeAbTest({ variants, sample }: AbTest): string {
  if (sample === null) return `${variants.length} variants, shared out evenly among everyone`;
  const { share, minimum, waitMinutes, rule, confidence, otherwise } = sample;
  const rest = otherwise === 'control' ? `${variants[0]?.name ?? 'the first'} goes to the rest` : 'a person chooses';
  return `${variants.length} variants to ${share}% (at least ${minimum} people each). After ${waitWords(waitMinutes)} the rest gets the variant where ${RULE_WORDS[rule]}, with ${confidence}% confidence; without a winner, ${rest}`;
}

export function waitWords(minutes: number): string {
  const [count, noun] = minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
