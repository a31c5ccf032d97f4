import { Link } from 'react-router';
import { formatCount, formatPercent } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { NumberTile } from '../../shared/ui/NumberTile';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { CampaignComparison } from './CampaignComparison';
import { CampaignCurve } from './CampaignCurve';
import { CampaignDevices } from './CampaignDevices';
import { CampaignDomains } from './CampaignDomains';
import { CampaignLinks } from './CampaignLinks';
import { CampaignMessage } from './CampaignMessage';
import { progressOf } from './campaignNumbers';
import type { Campaign } from './campaignQueries';
import { CampaignStory } from './CampaignStory';
import { noteOn } from './funnelNote';
import { type CampaignReport, useCampaignReport } from './reportQueries';
import { skipWord } from './skipWords';
import { VariantResults } from './VariantResults';
import classes from './Progress.module.css';

/** From the audience to the answer: figures, the curve, the message as it looked, who did not get it, and how it came about. */
export function CampaignFigures({ campaign }: { campaign: Campaign }) {
  const report = useCampaignReport(useWorkspaceId(), campaign).data;
  return (
    <>
      <Funnel campaign={campaign} tracking={report?.tracking} />
      {campaign.abTest && <VariantResults campaign={campaign} tracking={report?.tracking} />}
      <div className={classes.columns}>
        <div className={classes.column}>
          {campaign.type !== 'text' && <CampaignCurve report={report} />}
          <CampaignLinks counts={campaign.counts} report={report} />
          <CampaignDevices report={report} />
          <CampaignMessage campaign={campaign} />
          <CampaignDomains report={report} />
        </div>
        <div className={classes.column}>
          <Lines title="Delivery" campaignId={campaign.id} lines={outcomesOf(campaign)} />
          <NotReached campaignId={campaign.id} notReached={report?.notReached ?? []} />
          <Lines title="Engagement" campaignId={campaign.id} lines={reactionsOf(campaign)} />
          <CampaignComparison campaign={campaign} report={report} />
          <CampaignStory campaign={campaign} />
        </div>
      </div>
    </>
  );
}

/** Each step names what it is a part of. Nothing in a text can be followed; its provider tells whether it arrived. */
function Funnel({ campaign, tracking }: { campaign: Campaign; tracking: CampaignReport['tracking'] | undefined }) {
  const workspaceId = useWorkspaceId();
  const { counts } = campaign;
  const { total, sent } = progressOf(counts);
  const to = paths.campaignRecipients(workspaceId, campaign.id);
  const ofSent = { total: sent, word: 'sent' };
  const rowsWith = (count: number, filter: string) => (count > 0 ? { to: paths.campaignRecipients(workspaceId, campaign.id, filter) } : {});
  return (
    <div className={classes.tiles}>
      <NumberTile label="Sent" value={sent} of={{ total, word: total === 1 ? 'person' : 'people' }} to={to} hasBar />
      {campaign.type === 'text' ? (
        <>
          <NumberTile label="Delivered" value={counts.delivered} of={ofSent} {...rowsWith(counts.delivered, 'state=delivered')} hasBar />
          <NumberTile label="Replied" value={counts.replied} of={ofSent} {...rowsWith(counts.replied, 'did=replied')} hasBar />
        </>
      ) : (
        <>
          <NumberTile
            label="Opened"
            value={counts.opened}
            note={noteOn(counts.opened, counts.machineOpened, sent, tracking?.opens)}
            of={ofSent}
            {...rowsWith(counts.opened, 'did=opened')}
            hasBar
          />
          <NumberTile
            label="Clicked"
            value={counts.clicked}
            note={noteOn(counts.clicked, counts.machineClicked, sent, tracking?.clicks)}
            of={ofSent}
            {...rowsWith(counts.clicked, 'did=clicked')}
            hasBar
          />
        </>
      )}
      <NumberTile
        label="Unsubscribed"
        value={counts.unsubscribed}
        of={ofSent}
        {...rowsWith(counts.unsubscribed, 'did=unsubscribed')}
        hasBar
      />
    </div>
  );
}

interface Line {
  readonly label: string;
  readonly count: number;
  readonly of: number;
  readonly state?: string;
  /** What the rows behind it have in common, where it is no state. */
  readonly did?: string;
}

function outcomesOf({ counts, type }: Campaign): Line[] {
  const { recipients: of } = counts;
  const lines: Line[] = [
    { label: 'Delivered', count: counts.delivered, of, state: 'delivered' },
    { label: type === 'text' ? 'Accepted by the provider' : 'Accepted by the mail server', count: counts.accepted, of, state: 'accepted' },
    { label: 'Waiting', count: counts.planned, of, state: 'planned' },
    { label: 'Failed', count: counts.failed, of, state: 'failed' },
    { label: 'Uncertain', count: counts.uncertain, of, state: 'uncertain' },
    { label: 'Left out', count: counts.skipped, of, state: 'skipped' },
  ];
  return lines.filter(({ count, state }) => count > 0 || state === 'delivered');
}

/** What the tiles above do not tell. */
function reactionsOf({ counts, type }: Campaign): Line[] {
  const { sent } = progressOf(counts);
  const reactions = [
    { label: 'Replied', count: counts.replied, of: sent, did: 'replied' },
    { label: 'Unsubscribed', count: counts.unsubscribed, of: sent, did: 'unsubscribed' },
  ];
  if (type === 'text') return reactions;
  return [
    ...reactions,
    { label: 'Complained', count: counts.complained, of: sent, did: 'complained' },
    ...(counts.machineOpened > 0
      ? [{ label: 'Opened by machines only', count: counts.machineOpened, of: sent, did: 'machineOpened' }]
      : []),
    ...(counts.machineClicked > 0
      ? [{ label: 'Clicked by machines only', count: counts.machineClicked, of: sent, did: 'machineClicked' }]
      : []),
  ];
}

/** Shares of people: what each line is a part of is said once, above. */
function Lines({ title, campaignId, lines }: { title: string; campaignId: string; lines: readonly Line[] }) {
  const workspaceId = useWorkspaceId();
  const of = lines[0]?.of ?? 0;
  return (
    <section className={classes.lines} aria-label={title}>
      <h2>
        {title}{' '}
        <span className={classes.whole}>
          of {formatCount(of)} {title === 'Delivery' ? 'in the audience' : 'sent'}
        </span>
      </h2>
      <dl>
        {lines.map(({ label, count, state, did }) => (
          <div key={label}>
            <dt>
              {(state || did) && count > 0 ? (
                <Link to={paths.campaignRecipients(workspaceId, campaignId, did ? `did=${did}` : `state=${state}`)}>{label}</Link>
              ) : (
                label
              )}
            </dt>
            <dd className={classes.share}>
              <span style={{ width: `${of === 0 ? 0 : (count / of) * 100}%` }} />
            </dd>
            <dd className="rp-num">{formatCount(count)}</dd>
            <dd className={`${classes.percent} rp-num`}>{count === 0 ? '' : formatPercent(count, of)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The rows behind what is no reason to be left out. */
const ROWS_OF: Readonly<Record<string, string>> = { returned: 'did=bounced', refused: 'did=refused', uncertain: 'state=uncertain' };

function NotReached({ campaignId, notReached }: { campaignId: string; notReached: CampaignReport['notReached'] }) {
  const workspaceId = useWorkspaceId();
  if (notReached.length === 0) return null;
  return (
    <section className={classes.lines} aria-label="Not reached">
      <h2>Not reached, and why</h2>
      <ul className={classes.reasons}>
        {notReached.map(({ reason, count }) => (
          <li key={reason}>
            <Link to={paths.campaignRecipients(workspaceId, campaignId, ROWS_OF[reason] ?? `skipReason=${reason}`)}>
              {skipWord(reason)}
            </Link>
            <span className="rp-num">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
