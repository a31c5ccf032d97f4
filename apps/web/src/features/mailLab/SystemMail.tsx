import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatExact } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { LabTabs } from './LabTabs';
import classes from './MailLab.module.css';
import { useSystemMail, useSystemMails } from './systemMailQueries';

/** Invitations and resets addressed to the signed-in person, while no SMTP server takes them. Nobody else sees them. */
export function SystemMail({ mailId }: { mailId: string | undefined }) {
  const { data: mails } = useSystemMails();
  const hasMail = (mails ?? []).length > 0;
  const isEmpty = !mailId && mails?.length === 0;
  return (
    <Page layout="fill">
      <div className={classes.top} data-reading={mailId ? true : undefined}>
        <PageHeader title="Mail lab" context="Messages from Rapport to you. Only you can see them." />
        <LabTabs isSystem />
      </div>
      <div className={classes.mailbox} data-reading={mailId ? true : undefined} data-empty={isEmpty || undefined} data-flush>
        <Inbox openId={mailId} />
        <div className={classes.reader}>
          {mailId ? (
            <Mail key={mailId} mailId={mailId} />
          ) : (
            hasMail && (
              <EmptyState
                picture="envelope"
                title="Choose a message"
                text="Invitations, password resets and warnings for you, while the installation has no mail server of its own."
              />
            )
          )}
        </div>
      </div>
    </Page>
  );
}

function Inbox({ openId }: { openId: string | undefined }) {
  const workspaceId = useWorkspaceId();
  const mails = useSystemMails();
  return (
    <section className={classes.list} aria-label="Messages">
      <div className={classes.scroll}>
        {mails.isError ? (
          <ErrorState error={mails.error} onRetry={() => void mails.refetch()} />
        ) : mails.isPending ? (
          <div className={classes.loading}>
            <LinesSkeleton lines={6} />
          </div>
        ) : mails.data.length === 0 ? (
          <EmptyState picture="envelope" title="No system mail yet" text="Invitations and password resets addressed to you land here." />
        ) : (
          <ul className={classes.items}>
            {mails.data.map((mail) => (
              <li key={mail.id} className={classes.item}>
                <Link
                  to={paths.systemMail(workspaceId, mail.id)}
                  className={classes.link}
                  aria-current={mail.id === openId ? 'true' : undefined}
                >
                  <span className={classes.itemTop}>
                    <span className={classes.who}>Rapport</span>
                    <span className={classes.when}>
                      <RelativeTime iso={mail.createdAt} />
                    </span>
                  </span>
                  <span className={classes.itemSubject} dir="auto">
                    {mail.subject}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function Mail({ mailId }: { mailId: string }) {
  const workspaceId = useWorkspaceId();
  const mail = useSystemMail(mailId);
  const link = linkIn(mail.data?.text ?? '');
  return (
    <article className={classes.message} aria-label={mail.data?.subject ?? 'Message'}>
      <Link to={paths.systemMail(workspaceId)} className={classes.back}>
        <IconChevronLeft size={16} aria-hidden /> All system mail
      </Link>
      {mail.isPending && <LinesSkeleton lines={8} />}
      {mail.isError && <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />}
      {mail.data && (
        <>
          <h2 className={classes.subject} dir="auto">
            {mail.data.subject}
          </h2>
          <div className={classes.envelope}>
            <span className={classes.addresses}>
              <span className={classes.meta}>to {mail.data.to}</span>
            </span>
            <span className={classes.meta}>{formatExact(mail.data.createdAt)}</span>
          </div>
          {mail.data.isWithheld ? (
            <EmptyState
              picture="envelope"
              title="Not shown here"
              text="The link in this message opens your account, so it isn’t shown to anyone who uses a signed-in computer. The person who runs this installation can hand it to you."
            />
          ) : (
            <HtmlPreview
              html={mail.data.html ?? ''}
              text={mail.data.text}
              title="System mail"
              caption={
                link && (
                  <Button component="a" href={link} size="xs" variant="default">
                    Open the link in it
                  </Button>
                )
              }
              height="max(420px, calc(100dvh - 320px))"
            />
          )}
        </>
      )}
    </article>
  );
}

/** The first address in the text: the frame of the preview follows no links, so the page offers it. Only the web, nothing that runs. */
function linkIn(text: string): string | null {
  return /https?:\/\/[^\s<>"]+/.exec(text)?.[0] ?? null;
}
