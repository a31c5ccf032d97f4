import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { FormSection } from '../../shared/form/FormSection';
import { formatCount, formatMoney } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { PagedList } from '../../shared/ui/PagedList';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Ai.module.css';
import { useAiQuestions } from './aiQueries';
import { stateNames, taskNames } from './aiWords';

/** Who asked AI what for, and what it cost. */
export function AiQuestionList({ currency }: { currency: string }) {
  const workspaceId = useWorkspaceId();
  const questions = useAiQuestions(workspaceId);
  return (
    <FormSection title="Questions" help="The newest first, without their texts.">
      <PagedList source={questions} more="Show older" empty={<Text c="dimmed">AI has not been asked yet.</Text>}>
        {(rows) => (
          <ul className={classes.pieces} aria-label="Questions">
            {rows.map(({ id, task, state, userName, contactId, tokens, cost, createdAt }) => (
              <li key={id} className={classes.question}>
                <span>
                  {taskNames[task]}
                  {contactId !== null && (
                    <>
                      {' about '}
                      <Anchor component={Link} to={paths.contact(workspaceId, contactId)}>
                        a contact
                      </Anchor>
                    </>
                  )}
                  {state === 'done' ? '' : `, ${stateNames[state]}`}
                </span>
                <span className={classes.meta}>
                  {userName ?? 'A former member'}, <RelativeTime iso={createdAt} />, {formatCount(tokens)} tokens,{' '}
                  {formatMoney(cost.toFixed(2), currency)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </FormSection>
  );
}
