import { Anchor, Button, Group, Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatCount, formatExact, formatPercent, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { confirmAction } from '../../shared/ui/confirm';
import { Notice } from '../../shared/ui/Notice';
import { Panel } from '../../shared/ui/Panel';
import { toast } from '../../shared/ui/toasts';
import { WideTable } from '../../shared/ui/WideTable';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { Campaign } from './campaignQueries';
import { useAbResult, useChooseVariant, type AbResult } from './variantQueries';

type Result = AbResult['variants'][number];
type Measured = Result['opened'];

const FIGURES: readonly { readonly key: 'opened' | 'clicked' | 'replied' | 'unsubscribed' | 'bounced'; readonly label: string }[] = [
  { key: 'opened', label: 'Opened' },
  { key: 'clicked', label: 'Clicked' },
  { key: 'replied', label: 'Replied' },
  { key: 'unsubscribed', label: 'Unsubscribed' },
  { key: 'bounced', label: 'Bounced' },
];

/** How far the test is; where a person is asked, the choice. */
export function VariantProgress({ campaign }: { campaign: Campaign }) {
  const result = useAbResult(useWorkspaceId(), campaign).data;
  if (!result || !campaign.abTest?.sample || (campaign.status !== 'sending' && campaign.status !== 'paused')) return null;
  return (
    <Notice title={titleOf(result)}>
      {textOf(result)}
      {result.decision === null && result.waiting > 0 && <Choice campaign={campaign} result={result} />}
    </Notice>
  );
}

function titleOf({ phase, decidesAt }: AbResult): string {
  if (phase === 'waiting') return `Decides at ${decidesAt ? formatExact(decidesAt) : 'the end of the wait'}`;
  if (phase === 'asking') return 'No variant won: choose the one for the rest';
  return phase === 'rest' ? 'The rest is being sent' : 'The sample is being sent';
}

function textOf({ decision, verdict, waiting }: AbResult): string {
  if (decision) return decision.text;
  return `${plural(waiting, 'person waits', 'people wait')} for the decision. ${verdict?.text ?? ''}`;
}

function Choice({ campaign, result }: { campaign: Campaign; result: AbResult }) {
  const mayChoose = useMay('approver');
  const choose = useChooseVariant(useWorkspaceId(), campaign.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const variant = result.variants.find(({ id }) => id === (chosen ?? result.verdict?.leaderId)) ?? result.variants[0];
  if (!mayChoose || !variant) return <Text mt="xs">An approver, admin or owner can choose.</Text>;
  const ask = () =>
    confirmAction({
      title: `Send ${variant.name} to the rest?`,
      consequences: [`${plural(result.waiting, 'person gets', 'people get')} it now.`, 'The choice can’t be changed afterwards.'],
      confirm: `Send ${variant.name}`,
      isDestructive: false,
      onConfirm: async () => {
        await choose.mutateAsync(variant.id);
        toast(`${variant.name} goes to the rest`);
      },
    });
  return (
    <Group mt="sm" gap="xs" align="flex-end">
      <Select
        aria-label="Variant for the rest"
        data={result.variants.map(({ id, name }) => ({ value: id, label: name }))}
        value={variant.id}
        allowDeselect={false}
        onChange={setChosen}
      />
      <Button size="sm" variant={result.phase === 'asking' ? 'filled' : 'default'} loading={choose.isPending} onClick={ask}>
        {result.phase === 'asking' ? 'Send to the rest' : 'Decide now'}
      </Button>
    </Group>
  );
}

interface VariantResultsProps {
  campaign: Campaign;
  /** What was tracked; undefined while it is loading. */
  tracking: { readonly opens: boolean; readonly clicks: boolean } | undefined;
}

/** Each variant by its own recipients, with where the true shares lie, and which differences may be chance. */
export function VariantResults({ campaign, tracking }: VariantResultsProps) {
  const workspaceId = useWorkspaceId();
  const result = useAbResult(workspaceId, campaign).data;
  if (!result || campaign.startedAt === null) return null;
  const figures = FIGURES.filter(
    ({ key }) => !((key === 'opened' && tracking?.opens === false) || (key === 'clicked' && tracking?.clicks === false)),
  );
  const rows = (id: string, query = '') => paths.campaignRecipients(workspaceId, campaign.id, `variantId=${id}&round=test${query}`);
  return (
    <Panel title="Variants">
      <Text mb="sm">{result.decision?.text ?? result.verdict?.text ?? 'No message of the test has arrived yet.'}</Text>
      <WideTable minWidth={640} label="Variants">
        <Table aria-label="Variants" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Variant</Table.Th>
              <Table.Th ta="right">Sent</Table.Th>
              {figures.map(({ key, label }) => (
                <Table.Th key={key} ta="right">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {result.variants.map((variant, index) => (
              <Table.Tr key={variant.id}>
                <Table.Td maw={220}>
                  <Text fw={500} dir="auto" truncate title={variant.name}>
                    {variant.name}
                  </Text>
                  <Text size="xs" c="dimmed" dir="auto">
                    {index === 0 ? 'The campaign itself' : differencesOf(variant)}
                  </Text>
                  {variant.rest > 0 && (
                    <Text size="xs" c="dimmed">
                      <Anchor
                        component={Link}
                        inherit
                        to={paths.campaignRecipients(workspaceId, campaign.id, `variantId=${variant.id}&round=rest`)}
                      >
                        {formatCount(variant.rest)} of the rest
                      </Anchor>
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="right" className="rp-num">
                  <Anchor component={Link} inherit to={rows(variant.id)}>
                    {formatCount(variant.sent)}
                  </Anchor>
                </Table.Td>
                {figures.map(({ key }) => (
                  <Table.Td key={key} ta="right" className="rp-num">
                    <Figure measured={variant[key]} to={rows(variant.id, `&did=${key}`)} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Text size="xs" c="dimmed" mt="xs">
        Below each share: where the true one lies, with 95% confidence. Only the recipients of the test are compared.
      </Text>
    </Panel>
  );
}

function differencesOf({ subject, fromName, template }: Result): string {
  return [subject && `“${subject}”`, fromName && `from ${fromName}`, template].filter(Boolean).join(', ') || 'The same as the first';
}

function Figure({ measured, to }: { measured: Measured; to: string }) {
  const { count, of, low, high } = measured;
  if (of === 0 || low === null || high === null) return <>–</>;
  return (
    <>
      {count > 0 ? (
        <Anchor component={Link} inherit to={to}>
          {formatPercent(count, of)}
        </Anchor>
      ) : (
        formatPercent(count, of)
      )}
      <Text size="xs" c="dimmed">
        {formatPercent(low, 1)}–{formatPercent(high, 1)}
      </Text>
      <Difference measured={measured} />
    </>
  );
}

/** A difference whose interval has 0 inside may be none. */
function Difference({ measured: { difference, differenceLow, differenceHigh } }: { measured: Measured }) {
  if (difference === null || differenceLow === null || differenceHigh === null || difference === 0) return null;
  const mayBeChance = differenceLow <= 0 && differenceHigh >= 0;
  const points = `${difference > 0 ? '+' : '−'}${Math.abs(Math.round(difference * 1000) / 10)} points`;
  return (
    <Text size="xs" c={mayBeChance ? 'dimmed' : undefined}>
      {points}
      {mayBeChance && ', may be chance'}
    </Text>
  );
}
