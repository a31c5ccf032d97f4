import { plural } from '../../shared/format/format';
import type { SenderAccount } from './senderQueries';

/** "120 of 500 sent today"; null without a quota. */
export function usedWords({ quotaPerDay, usedToday }: Pick<SenderAccount, 'quotaPerDay' | 'usedToday'>): string | null {
  return quotaPerDay === null ? null : `${usedToday.toLocaleString('en')} of ${quotaPerDay.toLocaleString('en')} sent today.`;
}

/** What kind it is, how much it may send, and what is on its way: "SMTP server · 60 a minute · 1 campaign on its way". */
export function accountWords(account: SenderAccount): string {
  const { label, name, ratePerMinute, campaigns } = account;
  const used = usedWords(account)?.replace(/\.$/, '');
  const parts = [
    label === name ? null : label,
    ratePerMinute === null ? null : `${ratePerMinute.toLocaleString('en')} a minute`,
    used,
    campaigns === 0 ? null : plural(campaigns, 'campaign on its way', 'campaigns on their way'),
  ];
  return parts.filter(Boolean).join(' · ');
}
