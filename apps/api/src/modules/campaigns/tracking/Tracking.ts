/** How what happens with the messages of one campaign is followed. */
export interface Tracking {
  readonly opens: boolean;
  readonly clicks: boolean;
  /** Only how often, never who. */
  readonly isAnonymous: boolean;
  /** Parameters for the statistics of the site that links lead to. Null: none are added. */
  readonly utm: Utm | null;
  /** The host that links and image lead through. Left out: the address of the installation. */
  readonly host?: string;
}

export interface Utm {
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
}

/** What one campaign does differently; null: as its workspace does. */
export interface CampaignTracking {
  readonly opens: boolean | null;
  readonly clicks: boolean | null;
  readonly utmCampaign: string | null;
}

export const AS_THE_WORKSPACE: CampaignTracking = { opens: null, clicks: null, utmCampaign: null };

/** Messages without any of it stay byte for byte as they are. */
export function changesMessages({ opens, clicks, utm }: Tracking): boolean {
  return opens || clicks || utm !== null;
}

/** For people: what an approver reads. */
export function describeTracking(tracking: Tracking): string | null {
  const { opens, clicks, isAnonymous, utm, host } = tracking;
  if (!changesMessages(tracking)) return null;
  const what = [...(opens ? ['opens'] : []), ...(clicks ? ['clicks'] : [])].join(' and ');
  const followed = what === '' ? [] : [`${what}${isAnonymous ? ', without names' : ''}`];
  const added = utm ? [`UTM ${utm.source} / ${utm.medium} / ${utm.campaign}`] : [];
  const through = host === undefined ? [] : [`links lead through ${host}`];
  return [...followed, ...through, ...added].join('; ');
}
