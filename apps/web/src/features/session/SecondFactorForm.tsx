import { Button, Stack } from '@mantine/core';
import { isApiError } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { CodeInput, codeProblem } from './CodeInput';
import { useAnswerSecondFactor, type Session } from './sessionQueries';

interface SecondFactorFormProps {
  challengeToken: string;
  onDone: (session: Session) => void;
  /** Back to the password. */
  onRestart: () => void;
}

export function SecondFactorForm({ challengeToken, onDone, onRestart }: SecondFactorFormProps) {
  const answer = useAnswerSecondFactor();
  const form = useServerForm({
    initialValues: { code: '' },
    validate: { code: codeProblem },
    warnsWhenUnsaved: false,
    onSave: async ({ code }) => onDone(await answer.mutateAsync({ challengeToken, code })),
  });
  const isOver = isApiError(answer.error) && answer.error.code === 'auth.challengeOver';
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <CodeInput data-autofocus autoFocus {...form.getInputProps('code')} />
        <FormProblem problem={form.problem} />
        {!isOver && (
          <Button type="submit" loading={form.isSaving} fullWidth>
            Sign in
          </Button>
        )}
        <Button variant={isOver ? 'filled' : 'subtle'} onClick={onRestart} fullWidth>
          Start again
        </Button>
      </Stack>
    </form>
  );
}
