import type { CampaignDraft } from './campaignQueries';

type Tracking = CampaignDraft['tracking'];

/** What a campaign does differently from its workspace, in one line. */
export function trackingWords({ opens, clicks, utmCampaign }: Tracking): string {
  const lines = [choiceWord('Opens', opens), choiceWord('Clicks', clicks), utmCampaign ? `utm_campaign ${utmCampaign}` : ''];
  return lines.filter((line) => line !== '').join(', ') || 'As in the workspace';
}

function choiceWord(what: string, choice: boolean | null | undefined): string {
  if (choice === null || choice === undefined) return '';
  return `${what} ${choice ? 'on' : 'off'}`;
}
