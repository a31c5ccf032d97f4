import { Radio, Stack } from '@mantine/core';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useChooseFormat, type ConsentAnswer, type ContactImport } from './importQueries';
import classes from './Mapping.module.css';

const MEANS = { unsubscribed: 'have unsubscribed', bounced: 'bounced', complained: 'complained about spam' } as const;

/** Who must not be emailed: what the file says, what it leaves open, and the answer. Nothing here ever lifts an unsubscription. */
export function ConsentChoice({ run, isReadOnly }: { run: ContactImport; isReadOnly: boolean }) {
  const choose = useChooseFormat(useWorkspaceId(), run.id);
  const { question, answer, columns } = run.consent;
  const isMarked = columns.length > 0;
  const value = answer ?? (question ? '' : 'asMarked');
  return (
    <section aria-labelledby="consent">
      <h2 id="consent" className={classes.sectionTitle}>
        Who may be emailed
        {question && answer === null && <span className={classes.needed}>Needs an answer</span>}
      </h2>
      <p className={classes.sectionText}>{question ? askAbout(run, question) : said(columns)}</p>
      <Radio.Group
        aria-labelledby="consent"
        mt="sm"
        value={value}
        onChange={(chosen) => choose.mutate({ consent: ANSWERS.find((known) => known === chosen) ?? null })}
      >
        <Stack gap="sm">
          <Radio
            value="suppressAll"
            label="No one in this file"
            description="All of them are imported as suppressed."
            disabled={isReadOnly || choose.isPending}
          />
          <Radio
            value="asMarked"
            label={isMarked ? 'Everyone except those marked' : 'Everyone in this file'}
            description={question?.column ? 'Unclear values count as “no”.' : undefined}
            disabled={isReadOnly || choose.isPending}
          />
          {question?.column && (
            <Radio
              value="onlyClear"
              label="Everyone except clear cases"
              description={`${question.values.join(', ')} may be emailed.`}
              disabled={isReadOnly || choose.isPending}
            />
          )}
        </Stack>
      </Radio.Group>
    </section>
  );
}

const ANSWERS: readonly ConsentAnswer[] = ['suppressAll', 'asMarked', 'onlyClear'];

function askAbout(run: ContactImport, question: NonNullable<ContactImport['consent']['question']>): string {
  if (question.column === null) return `The file name “${run.fileName}” suggests that these people ${MEANS[question.suggests]}.`;
  return `“${question.column}” has values that may mean “no”: ${question.values.join(', ')}.`;
}

function said(columns: readonly string[]): string {
  if (columns.length === 0) return 'Anyone who is suppressed here stays suppressed.';
  const names = columns.map((column) => `“${column}”`).join(', ');
  return `${names} ${columns.length === 1 ? 'says' : 'say'} who has unsubscribed or bounced. They are imported as suppressed.`;
}
