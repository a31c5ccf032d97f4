import { Table, Text } from '@mantine/core';
import { formatCount, formatPercent } from '../../shared/format/format';
import { Panel } from '../../shared/ui/Panel';
import { deviceLines, proxyWords } from './deviceWords';
import type { CampaignReport } from './reportQueries';

/** What people read on. Proxies hide that, so they stand below and never among the opens. */
export function CampaignDevices({ report }: { report: Pick<CampaignReport, 'devices' | 'tracking'> | undefined }) {
  if (!report || report.devices.length === 0) return null;
  const { isAnonymous } = report.tracking;
  const lines = deviceLines(report.devices, isAnonymous);
  const proxies = proxyWords(report.devices, isAnonymous);
  const whole = {
    opened: lines.reduce((sum, { opened }) => sum + opened, 0),
    clicked: lines.reduce((sum, { clicked }) => sum + clicked, 0),
  };
  return (
    <Panel title="Devices">
      {lines.length > 0 && (
        <Table aria-label="Devices">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Device</Table.Th>
              <Table.Th ta="right">{isAnonymous ? 'Opens' : 'Opened'}</Table.Th>
              <Table.Th ta="right">{isAnonymous ? 'Clicks' : 'Clicked'}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(({ kind, label, parts, opened, clicked }) => (
              <Table.Tr key={kind}>
                <Table.Td>
                  {label}
                  {parts && (
                    <Text size="xs" c="dimmed">
                      {parts}
                    </Text>
                  )}
                </Table.Td>
                <Share count={opened} of={whole.opened} />
                <Share count={clicked} of={whole.clicked} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text size="xs" c="dimmed" mt={lines.length > 0 ? 8 : 0}>
        {isAnonymous ? 'Counted without names. ' : 'Each person counts where they first opened or clicked. '}
        {proxies &&
          `${formatCount(proxies.total)} more loaded the images through a mail service that hides the device (${proxies.services}). `}
        Machines aren’t counted as opens or clicks.
      </Text>
    </Panel>
  );
}

function Share({ count, of }: { count: number; of: number }) {
  return (
    <Table.Td ta="right" className="rp-num">
      {formatCount(count)}
      {count > 0 && (
        <Text size="xs" c="dimmed">
          {formatPercent(count, of)}
        </Text>
      )}
    </Table.Td>
  );
}
