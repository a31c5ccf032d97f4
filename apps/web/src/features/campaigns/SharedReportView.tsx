import { useDocumentTitle } from '@mantine/hooks';
import { messageOf } from '../../shared/api/apiError';
import { formatDay, formatExact } from '../../shared/format/format';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { NumberTile } from '../../shared/ui/NumberTile';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { CampaignCurve } from './CampaignCurve';
import { CampaignDevices } from './CampaignDevices';
import { CampaignLinks } from './CampaignLinks';
import { progressOf } from './campaignNumbers';
import { noteOn } from './funnelNote';
import classes from './SharedReport.module.css';
import { type SharedReport, useSharedReport } from './sharedReportQueries';

/** The report of one campaign for whoever has its link: figures in the colours of the workspace, and no person. */
export function SharedReportView({ token }: { token: string }) {
  const report = useSharedReport(token);
  if (report.isPending) return <PageSkeleton />;
  if (report.isError) return <DoorFrame title="This report is not available" lead={messageOf(report.error)} />;
  return <Report report={report.data} />;
}

function Report({ report }: { report: SharedReport }) {
  const { campaignName, workspaceName, logo, colour, startedAt, counts, type } = report;
  useDocumentTitle(`${campaignName} · ${workspaceName}`);
  return (
    <div className={classes.ground}>
      {colour && <div className={classes.band} style={{ background: colour }} aria-hidden />}
      <main className={classes.page}>
        <header>
          {logo && (
            <img className={classes.logo} src={new URL(logo.url).pathname} width={logo.width} height={logo.height} alt={workspaceName} />
          )}
          <h1 className={classes.title} dir="auto">
            {campaignName}
          </h1>
          <p className={classes.lead}>
            Campaign report of <span dir="auto">{workspaceName}</span>
            {startedAt && ` · sent ${formatDay(startedAt)}`}
          </p>
        </header>
        <Funnel report={report} />
        <div className={classes.columns}>
          <div className={classes.column}>
            {type !== 'text' && <CampaignCurve report={report} />}
            <CampaignLinks counts={counts} report={report} />
          </div>
          <div className={classes.column}>
            <CampaignDevices report={report} />
          </div>
        </div>
        <p className={classes.foot}>
          Counted {formatExact(report.asOf)}. This link works until {formatDay(report.expiresAt)}.
        </p>
      </main>
    </div>
  );
}

/** As the members see it, without what opens rows. */
function Funnel({ report: { counts, tracking, type } }: { report: SharedReport }) {
  const { total, sent } = progressOf(counts);
  const ofSent = { total: sent, word: 'sent' };
  return (
    <div className={classes.tiles}>
      <NumberTile label="Sent" value={sent} of={{ total, word: total === 1 ? 'person' : 'people' }} hasBar />
      {type === 'text' ? (
        <>
          <NumberTile label="Delivered" value={counts.delivered} of={ofSent} hasBar />
          <NumberTile label="Replied" value={counts.replied} of={ofSent} hasBar />
        </>
      ) : (
        <>
          <NumberTile
            label="Opened"
            value={counts.opened}
            of={ofSent}
            note={noteOn(counts.opened, counts.machineOpened, sent, tracking.opens)}
            hasBar
          />
          <NumberTile
            label="Clicked"
            value={counts.clicked}
            of={ofSent}
            note={noteOn(counts.clicked, counts.machineClicked, sent, tracking.clicks)}
            hasBar
          />
        </>
      )}
      <NumberTile label="Unsubscribed" value={counts.unsubscribed} of={ofSent} hasBar />
    </div>
  );
}
