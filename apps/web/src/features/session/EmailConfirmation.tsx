import { Button, Group, Stack, Text } from '@mantine/core';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { Notice } from '../../shared/ui/Notice';
import { useRequestEmailConfirmation } from './accountQueries';

/** An account made by an invitation's link works in that workspace; more of it opens once its address is confirmed. */
export function EmailConfirmation({ email, sendsSystemMail }: { email: string; sendsSystemMail: boolean }) {
  const request = useRequestEmailConfirmation();
  return (
    <Notice title="Confirm your email address">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          Until then you can work in the workspace you were invited to, but not invite others, join other workspaces or read system mail.
        </Text>
        {sendsSystemMail ? (
          <Group gap="sm">
            <Button variant="default" size="xs" loading={request.isPending} onClick={() => request.mutate()}>
              {request.isSuccess ? 'Send another link' : 'Send the link'}
            </Button>
            {request.isSuccess && (
              <Text size="sm" role="status">
                A link is on its way to <strong>{email}</strong>. It works for one hour.
              </Text>
            )}
          </Group>
        ) : (
          <Text size="sm">
            This installation sends no mail. Ask the person who runs it to confirm your address, under Settings, Members.
          </Text>
        )}
        <FormProblem problem={request.error ? messageOf(request.error) : null} />
      </Stack>
    </Notice>
  );
}
