import { Alert, List } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ErrorState } from '../../shared/ui/ErrorState';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { contentOf, type EmailDraft } from './emailDraft';
import { useMessagePreview } from './messageQueries';

/** The message as this contact gets it: made by the renderer that sends, with their values. */
export function EmailPreview({ contactId, draft }: { contactId: string; draft: EmailDraft }) {
  const [content] = useDebouncedValue(contentOf(draft), 300);
  const preview = useMessagePreview(useWorkspaceId(), contactId, content);
  if (preview.isPending) return <LinesSkeleton lines={8} />;
  if (!preview.data) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} title="Couldn’t load the preview" />;
  const { subject, html, text, problems } = preview.data;
  const isBroken = problems.some(({ severity }) => severity === 'error');
  return (
    <>
      {problems.length > 0 && (
        <Alert
          color={isBroken ? 'red' : 'yellow'}
          variant="light"
          icon={<IconAlertTriangle size={16} />}
          title={isBroken ? 'It can’t be sent like this' : 'Look at this before you send'}
        >
          <List size="sm">
            {problems.map(({ code, message }, at) => (
              <List.Item key={`${code}-${at}`}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {html !== '' && (
        <HtmlPreview html={html} text={text} title="Preview of the email" height={380} caption={<div dir="auto">{subject}</div>} />
      )}
    </>
  );
}
