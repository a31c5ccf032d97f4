import { Anchor, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type TypedContact, useLikeContacts } from './contactQueries';
import classes from './LikeContacts.module.css';

/** Who may be there already, while a contact is typed. Nothing while it looks, and nothing when that fails: it is no condition of saving. */
export function LikeContacts({ typed }: { typed: TypedContact }) {
  const workspaceId = useWorkspaceId();
  const isAsked = Object.values(typed).some((value) => value.trim().length > 1);
  const like = useLikeContacts(workspaceId, isAsked ? typed : null).data;
  const found = isAsked && like ? like : [];
  return (
    // Always there, so that a screen reader tells what comes into it.
    <div role="status" aria-live="polite">
      {found.length > 0 && (
        <section className={classes.card} aria-label="May already exist">
          <Text fw={600} size="sm" className={classes.title}>
            <IconUsers size={15} stroke={1.7} aria-hidden /> May already exist
            <span className={classes.hidden}>: {plural(found.length, 'contact')}</span>
          </Text>
          {found.map(({ contact, reasons }) => (
            <div key={contact.id} className={classes.person}>
              <Anchor component={Link} to={paths.contact(workspaceId, contact.id)} fw={500} dir="auto">
                {contact.displayName}
              </Anchor>
              <span className={classes.detail} dir="auto">
                {[contact.primaryEmail, contact.company].filter((part) => part && part !== contact.displayName).join(' · ')}
              </span>
              <span className={classes.detail}>{reasons.map(({ text }) => text).join(', ')}</span>
            </div>
          ))}
        </section>
      )}
    </div>
  );
}
