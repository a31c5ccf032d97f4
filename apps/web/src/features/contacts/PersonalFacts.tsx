import { isApiError, messageOf } from '../../shared/api/apiError';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ContactRecord.module.css';
import { CustomFacts } from './CustomFacts';
import { usePersonalValues, useSavePersonalValues } from './personalQueries';

/** The server's words say all there is to say. */
function explain(error: unknown): string {
  return (isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error);
}

/** The reader's own fields of a contact; nothing where they have none. */
export function PersonalFacts({ contactId, isReadOnly }: { contactId: string; isReadOnly: boolean }) {
  const workspaceId = useWorkspaceId();
  const { data: values = [] } = usePersonalValues(workspaceId, contactId);
  const save = useSavePersonalValues(workspaceId, contactId);
  if (values.length === 0) return null;
  const fieldInfo = Object.fromEntries(values.map((value) => [value.fieldName, { ...value, section: null }]));
  return (
    <section className={classes.section} aria-label="Only you see these">
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>Only you see these</h2>
      </div>
      <CustomFacts
        contact={{ customFields: values }}
        fieldInfo={fieldInfo}
        section={null}
        isReadOnly={isReadOnly}
        explain={explain}
        save={({ customFields = {} }) => save.mutateAsync(customFields)}
      />
    </section>
  );
}
