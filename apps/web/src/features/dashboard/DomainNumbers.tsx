import { Skeleton, Table } from '@mantine/core';
import { formatCount, formatPercent, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import classes from './Dashboard.module.css';
import { useDomains } from './dashboardQueries';
import { WIDGETS } from './widgets';

const SHOWN = 6;

/** Where the emails of the period went: one provider that lets no mail in is seen here. Nothing is drawn before something was counted. */
export function DomainNumbers({ workspaceId, days }: { workspaceId: string; days: number }) {
  const { data } = useDomains(workspaceId, days);
  const link = { to: paths.campaigns(workspaceId, 'status=sent'), label: 'Sent campaigns' };
  if (!data)
    return (
      <Panel title={WIDGETS.domains.title} link={link}>
        <Skeleton h={120} aria-label="Loading" />
      </Panel>
    );
  if (data.domains.length === 0) return null;
  return (
    <Panel title={WIDGETS.domains.title} link={link}>
      <Table verticalSpacing={6} horizontalSpacing={0} className={classes.domains ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Domain</Table.Th>
            <Table.Th ta="right">Sent</Table.Th>
            <Table.Th ta="right">Bounced</Table.Th>
            <Table.Th ta="right">Opened</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="rp-num">
          {data.domains.slice(0, SHOWN).map(({ domain, sent, bounced, opened }) => (
            <Table.Tr key={domain}>
              <Table.Td className={classes.domain ?? ''} title={domain}>
                {domain}
              </Table.Td>
              <Table.Td ta="right">{formatCount(sent)}</Table.Td>
              <Table.Td ta="right">{formatPercent(bounced, sent)}</Table.Td>
              <Table.Td ta="right">{formatPercent(opened, sent)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <span className={classes.meta}>
        Campaigns of {plural(days, 'day')}, counted <RelativeTime iso={data.countedAt} fallback="just now" />
      </span>
    </Panel>
  );
}
