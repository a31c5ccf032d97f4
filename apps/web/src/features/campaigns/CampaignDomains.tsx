import { Table, Text } from '@mantine/core';
import { formatCount, formatPercent } from '../../shared/format/format';
import { Panel } from '../../shared/ui/Panel';
import { WideTable } from '../../shared/ui/WideTable';
import type { CampaignReport } from './reportQueries';

/** A provider that takes fewer than the others shows here first. */
export function CampaignDomains({ report }: { report: CampaignReport | undefined }) {
  if (!report || report.domains.length === 0) return null;
  const share = (count: number, sent: number) => (
    <>
      {formatCount(count)}
      {count > 0 && (
        <Text size="xs" c="dimmed">
          {formatPercent(count, sent)}
        </Text>
      )}
    </>
  );
  return (
    <Panel title="Mail domains">
      <WideTable minWidth={460} label="Mail domains">
        <Table aria-label="Mail domains">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Domain</Table.Th>
              <Table.Th ta="right">Sent</Table.Th>
              <Table.Th ta="right">Delivered</Table.Th>
              <Table.Th ta="right">Opened</Table.Th>
              <Table.Th ta="right">Clicked</Table.Th>
              <Table.Th ta="right">Bounced</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.domains.map(({ domain, sent, delivered, opened, clicked, bounced }) => (
              <Table.Tr key={domain}>
                <Table.Td maw={200}>
                  <Text truncate title={domain} dir="auto">
                    {domain}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" className="rp-num">
                  {formatCount(sent)}
                </Table.Td>
                <Table.Td ta="right" className="rp-num">
                  {share(delivered, sent)}
                </Table.Td>
                <Table.Td ta="right" className="rp-num">
                  {share(opened, sent)}
                </Table.Td>
                <Table.Td ta="right" className="rp-num">
                  {share(clicked, sent)}
                </Table.Td>
                <Table.Td ta="right" className="rp-num">
                  {share(bounced, sent)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </Panel>
  );
}
