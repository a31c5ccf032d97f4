import { Table, Text } from '@mantine/core';
import { formatCount, formatPercent, plural } from '../../shared/format/format';
import { Panel } from '../../shared/ui/Panel';
import { WideTable } from '../../shared/ui/WideTable';
import { progressOf } from './campaignNumbers';
import type { Campaign } from './campaignQueries';
import type { CampaignReport } from './reportQueries';

interface LinksProps {
  counts: Campaign['counts'];
  report: Pick<CampaignReport, 'links' | 'tracking'> | undefined;
}

/** Where the message leads, and who followed: machines stand beside people, never among them. */
export function CampaignLinks({ counts, report }: LinksProps) {
  if (!report || report.links.length === 0) return null;
  const { sent } = progressOf(counts);
  const { isAnonymous } = report.tracking;
  return (
    <Panel title="Links">
      <WideTable minWidth={420} label="Links">
        <Table aria-label="Links">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Link</Table.Th>
              {!isAnonymous && <Table.Th ta="right">People</Table.Th>}
              <Table.Th ta="right">Clicks</Table.Th>
              <Table.Th ta="right">By machines</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.links.map((link) => (
              <Table.Tr key={link.id}>
                <Table.Td maw={320}>
                  <Text truncate dir="auto">
                    {link.label ?? link.url}
                  </Text>
                  <Text size="xs" c="dimmed" truncate title={link.url}>
                    {link.url}
                    {link.isPersonal && ' (different for each person)'}
                  </Text>
                </Table.Td>
                {!isAnonymous && (
                  <Table.Td ta="right" className="rp-num">
                    {formatCount(link.people)}
                    {link.people > 0 && (
                      <Text size="xs" c="dimmed">
                        {formatPercent(link.people, sent)} of {formatCount(sent)} sent
                      </Text>
                    )}
                  </Table.Td>
                )}
                <Table.Td ta="right" className="rp-num">
                  {formatCount(link.visits)}
                </Table.Td>
                <Table.Td ta="right" className="rp-num">
                  {formatCount(link.machineVisits)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      {isAnonymous && (
        <Text size="sm" c="dimmed">
          Counted without names. Images were loaded {plural(report.tracking.imageVisits, 'time')} by people and{' '}
          {plural(report.tracking.imageMachineVisits, 'time')} by machines.
        </Text>
      )}
    </Panel>
  );
}
