import { LONGEST_TEXT } from '@rapport/common';
import { AiContactAssistant } from '../../features/ai/AiContactAssistant';
import { pieceHtml } from '../../features/ai/pieceHtml';
import type { Assist, AssistedMessage } from '../../features/messages/assist';
import type { EmailParts } from '../../features/messages/WriteEmail';
import type { TextPart } from '../../features/messages/WriteText';
import { BodyEditor } from '../../features/templates/BodyEditor';
import { ImagePickerContext } from '../../features/templates/imagePicker';
import { TagTextarea, TagTextInput } from '../../features/templates/TagTextInput';
import { useMergeTags } from '../../features/templates/templateQueries';
import { MailFiles } from '../../features/timeline/MailFiles';
import { imagePicker } from './imagePicker';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

/** What the composer of emails borrows from templates and notes. */
export function emailParts(contactId: string): EmailParts {
  return {
    subject: (field) => <TagTextInput label="Subject" data-autofocus {...field} />,
    body: (field) => (
      <ImagePickerContext value={imagePicker}>
        <BodyEditor label="Message" path="bodyHtml" isCompact {...field} />
      </ImagePickerContext>
    ),
    files: (field) => <MailFiles contactId={contactId} {...field} />,
    assist: assistOf(contactId, 'email'),
  };
}

/** What the composer of texts borrows from templates. */
export const textField: TextPart = (field) => (
  <TagTextarea label="Text" hasSnippets autosize minRows={4} maxLength={LONGEST_TEXT} data-autofocus {...field} />
);

/** What composers borrow from AI. */
export function assistOf(contactId: string, channel: 'email' | 'text'): Assist {
  return (message) => <ContactAssistant contactId={contactId} channel={channel} {...message} />;
}

function ContactAssistant({ take, ...asked }: AssistedMessage & { contactId: string; channel: 'email' | 'text' }) {
  const tags = useMergeTags(useWorkspaceId());
  if (!useMay('author')) return null;
  return (
    <AiContactAssistant
      {...asked}
      tags={(tags.data ?? []).map(({ tag }) => tag)}
      onAccept={(piece) => take(piece.kind === 'subject' ? { subject: piece.text } : { html: pieceHtml(piece), text: piece.text })}
    />
  );
}
