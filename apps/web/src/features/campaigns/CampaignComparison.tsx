import { Table } from '@mantine/core';
import { formatPercent } from '../../shared/format/format';
import { Panel } from '../../shared/ui/Panel';
import { progressOf } from './campaignNumbers';
import type { Campaign } from './campaignQueries';
import type { CampaignReport } from './reportQueries';

type Rate = 'opened' | 'clicked' | 'replied' | 'unsubscribed' | 'bounced' | 'complained';

const RATES: readonly { readonly rate: Rate; readonly label: string }[] = [
  { rate: 'opened', label: 'Opened' },
  { rate: 'clicked', label: 'Clicked' },
  { rate: 'replied', label: 'Replied' },
  { rate: 'unsubscribed', label: 'Unsubscribed' },
  { rate: 'bounced', label: 'Bounced' },
  { rate: 'complained', label: 'Complained' },
];

/** Whether this campaign did as campaigns of this workspace do. Left out where there is none before it. */
export function CampaignComparison({ campaign, report }: { campaign: Campaign; report: CampaignReport | undefined }) {
  const comparison = report?.comparison;
  const { counts } = campaign;
  const { sent } = progressOf(counts);
  if (!comparison || comparison.campaigns === 0 || sent === 0) return null;
  const known = RATES.filter(({ rate }) => comparison[rate] !== null);
  return (
    <Panel title="Compared with earlier campaigns">
      <Table aria-label="Compared with earlier campaigns">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Of those sent</Table.Th>
            <Table.Th ta="right">This one</Table.Th>
            <Table.Th ta="right">{comparison.campaigns === 1 ? 'The one before' : `Median of ${comparison.campaigns} before`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {known.map(({ rate, label }) => (
            <Table.Tr key={rate}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="right" className="rp-num">
                {formatPercent(counts[rate], rate === 'bounced' ? sent + counts.bounced : sent)}
              </Table.Td>
              <Table.Td ta="right" className="rp-num" c="dimmed">
                {formatPercent(comparison[rate] ?? 0, 1)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
