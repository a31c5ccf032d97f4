import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { isApiError } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { paths } from '../../shared/paths';
import { passwordHint, passwordProblem } from './passwordRule';
import { useAcceptInvitation, type SignInAnswer } from './sessionQueries';

interface AcceptInvitationFormProps {
  token: string;
  email: string;
  onAnswer: (answer: SignInAnswer) => void;
}

/** With a new account, or with the one the person says they have: whether there is one is nobody's business who holds the link. */
export function AcceptInvitationForm({ token, email, onAnswer }: AcceptInvitationFormProps) {
  const accept = useAcceptInvitation(token);
  const [hasAccount, setHasAccount] = useState(false);
  const form = useServerForm({
    initialValues: { name: '', password: '' },
    validate: {
      name: (name) => (hasAccount || name.trim() ? null : 'Enter your name'),
      password: (password) => (hasAccount ? (password ? null : 'Enter your password') : passwordProblem(password)),
    },
    warnsWhenUnsaved: false,
    onSave: async ({ name, password }) => {
      try {
        onAnswer(await accept.mutateAsync(hasAccount ? { password } : { name, password }));
      } catch (error) {
        // The address has an account, and this was not its password.
        if (isApiError(error) && error.code === 'auth.loginRefused') setHasAccount(true);
        throw error;
      }
    },
  });
  const toggle = () => {
    setHasAccount(!hasAccount);
    form.clearErrors();
  };
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput label="Email" value={email} readOnly variant="filled" autoComplete="username" />
        {!hasAccount && <TextInput label="Your name" autoComplete="name" autoFocus {...form.getInputProps('name')} />}
        <PasswordInput
          label={hasAccount ? 'Password of your account' : 'Password'}
          description={hasAccount ? undefined : passwordHint}
          autoComplete={hasAccount ? 'current-password' : 'new-password'}
          {...form.getInputProps('password')}
        />
        <FormProblem problem={form.problem} />
        <Button type="submit" loading={form.isSaving} fullWidth>
          Join workspace
        </Button>
        <Text ta="center" size="sm" c="var(--rp-text-2)">
          {hasAccount ? 'New to Rapport?' : 'Do you have an account already?'}{' '}
          <Anchor component="button" type="button" size="sm" onClick={toggle}>
            {hasAccount ? 'Create an account' : 'Sign in with it'}
          </Anchor>
          {hasAccount && (
            <>
              <br />
              <Anchor component={Link} to={paths.forgotPassword()} size="sm">
                Forgot your password?
              </Anchor>
            </>
          )}
        </Text>
      </Stack>
    </form>
  );
}
