import { Link } from 'react-router';
import { formatDay } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Inbox.module.css';
import { useInboxContact } from './inboxQueries';

/** Who wrote, beside the conversation where there is room for it. */
export function ContactFacts({ contactId }: { contactId: string }) {
  const workspaceId = useWorkspaceId();
  const contact = useInboxContact(workspaceId, contactId).data;
  return (
    <aside className={classes.facts} aria-label="Contact">
      {!contact && <LinesSkeleton lines={6} />}
      {contact && (
        <>
          <div className={classes.factsHead}>
            <PersonAvatar name={contact.displayName} seed={contact.id} size={48} />
            <span className={classes.factsName} dir="auto">
              {contact.displayName}
            </span>
            {contact.company && (
              <span className={classes.meta} dir="auto">
                {contact.company}
              </span>
            )}
          </div>
          <dl className={classes.factList}>
            {contact.emails.length > 0 && (
              <Fact label="Email">
                {contact.emails.map(({ value }) => (
                  <div key={value}>{value}</div>
                ))}
                <Status kind="email" value={contact.emailStatus} />
              </Fact>
            )}
            {contact.phones.length > 0 && (
              <Fact label="Phone">
                {contact.phones.map(({ value }) => (
                  <div key={value} className="rp-num">
                    {value}
                  </div>
                ))}
              </Fact>
            )}
            {contact.lists.length > 0 && <Fact label="Lists">{contact.lists.map(({ name }) => name).join(', ')}</Fact>}
            <Fact label="Added">{formatDay(contact.createdAt)}</Fact>
          </dl>
          <Link to={paths.contact(workspaceId, contactId)} className={classes.factsLink}>
            Open the contact
          </Link>
        </>
      )}
    </aside>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
