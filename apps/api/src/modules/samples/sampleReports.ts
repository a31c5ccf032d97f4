import type { PastRecipient, PastReport } from '../campaigns/public.js';
import { chance, minutesAfter } from './sampleTimes.js';

/** How a campaign was received: shares of those who got it, or of those who did the step before. */
export interface SampleReception {
  readonly bounced: number;
  readonly opened: number;
  readonly clicked: number;
  readonly replied: number;
  readonly unsubscribed: number;
  /** One recipient, by place in the ledger, who calls it spam. */
  readonly complainant?: number;
  readonly link: string;
}

const HOUR = 60;
/** Half of those who open do so within seven hours, the last ones after days. */
const MEDIAN_OPEN_MINUTES = 7 * HOUR;
const LONGEST_OPEN_MINUTES = 9 * 24 * HOUR;
const NO_MAILBOX = '550 5.1.1 The address does not exist at this domain';

/** What one recipient did, as every mailbox has its own pace: the same for the same person and campaign. */
export function sampleReports(name: string, reception: SampleReception) {
  return ({ acceptedAt }: PastRecipient, place: number): PastReport[] => {
    const draw = (purpose: string): number => chance(place, `${name} ${purpose}`);
    if (draw('bounced') < reception.bounced)
      return [
        {
          type: 'bounced',
          at: minutesAfter(acceptedAt, 1 + draw('bounce lag') * 4),
          detail: { response: NO_MAILBOX, severity: 'permanent' },
        },
      ];
    const deliveredAt = minutesAfter(acceptedAt, 0.1 + draw('slow') ** 6 * 90);
    const reports: PastReport[] = [{ type: 'delivered', at: deliveredAt }];
    if (place === reception.complainant) return [...reports, { type: 'complained', at: minutesAfter(deliveredAt, 50) }];
    if (draw('opened') >= reception.opened) return reports;
    const openedAt = awake(minutesAfter(deliveredAt, openLag(draw('open lag'))), draw('morning'));
    reports.push({ type: 'opened', at: openedAt });
    const isClicked = draw('clicked') < reception.clicked;
    if (isClicked)
      reports.push({ type: 'clicked', at: minutesAfter(openedAt, 0.5 + draw('click lag') * 12), detail: { url: reception.link } });
    if (draw('replied') < reception.replied) reports.push({ type: 'replied', at: minutesAfter(openedAt, 15 + draw('reply lag') * 300) });
    else if (!isClicked && draw('unsubscribed') < reception.unsubscribed)
      reports.push({ type: 'unsubscribed', at: minutesAfter(openedAt, 1 + draw('leave lag') * 3) });
    return reports;
  };
}

/** Minutes: many soon, a long tail. */
function openLag(draw: number): number {
  return Math.min(2 + MEDIAN_OPEN_MINUTES * (draw / (1 - draw)) ** 1.3, LONGEST_OPEN_MINUTES);
}

/** Who sleeps opens it in the morning. */
function awake(moment: Date, draw: number): Date {
  const hour = moment.getUTCHours();
  if (hour >= 6 && hour < 22) return moment;
  const untilMorning = ((24 + 6 - hour) % 24) * HOUR - moment.getUTCMinutes();
  return minutesAfter(moment, untilMorning + draw * 3 * HOUR);
}
