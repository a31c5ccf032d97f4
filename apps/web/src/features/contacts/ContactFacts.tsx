import { Anchor } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { formatDay } from '../../shared/format/format';
import { InlineField } from '../../shared/form/InlineField';
import { paths } from '../../shared/paths';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ContactRecord.module.css';
import { type FieldInfo, sectionsOf } from './contactFieldInfo';
import { CustomFacts } from './CustomFacts';
import { FieldRefusal } from './FieldRefusal';
import { FurtherPoints } from './FurtherPoints';
import { useSaveContact } from './useSaveContact';
import { FIXED_FIELDS } from './contactConflict';
import type { Contact } from './contactQueries';

interface ContactFactsProps {
  contact: Contact;
  isReadOnly: boolean;
  fieldInfo: FieldInfo;
}

export function ContactFacts({ contact, isReadOnly, fieldInfo }: ContactFactsProps) {
  const workspaceId = useWorkspaceId();
  const { save, dialog } = useSaveContact(contact, fieldInfo);
  const explain = (error: unknown) => <FieldRefusal error={error} contactId={contact.id} />;
  const custom = { contact, fieldInfo, isReadOnly, explain, save };
  return (
    <>
      {dialog}
      <section className={classes.section} aria-label="Details">
        <div className={classes.sectionHead}>
          <h2 className={classes.sectionTitle}>Details</h2>
        </div>
        {FIXED_FIELDS.map(({ name, label, kind }) => (
          <Fragment key={name}>
            <InlineField
              label={label}
              kind={kind}
              value={contact[name] ?? ''}
              isReadOnly={isReadOnly}
              explain={explain}
              onSave={(value) => save({ [name]: value || null })}
            />
            {name === 'primaryEmail' && <FurtherPoints kind="email" points={contact.emails} />}
            {name === 'primaryPhone' && <FurtherPoints kind="phone" points={contact.phones} />}
          </Fragment>
        ))}
        <CustomFacts {...custom} section={null} />
        <div className={classes.row}>
          <span className={classes.rowLabel}>Added</span>
          <span className={classes.rowValue} title={formatDay(contact.createdAt)}>
            <RelativeTime iso={contact.createdAt} />
          </span>
        </div>
        {!isReadOnly && contact.customFields.length === 0 && (
          <Anchor component={Link} to={paths.customFields(workspaceId)} size="xs">
            Add custom fields
          </Anchor>
        )}
      </section>
      {sectionsOf(contact, fieldInfo).map((section) => (
        <section key={section} className={classes.section} aria-label={section}>
          <div className={classes.sectionHead}>
            <h2 className={classes.sectionTitle} dir="auto">
              {section}
            </h2>
          </div>
          <CustomFacts {...custom} section={section} />
        </section>
      ))}
    </>
  );
}
