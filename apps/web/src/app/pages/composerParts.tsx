import { LONGEST_TEXT } from '@rapport/common';
import type { EmailParts } from '../../features/messages/WriteEmail';
import type { TextPart } from '../../features/messages/WriteText';
import { BodyEditor } from '../../features/templates/BodyEditor';
import { TagTextarea, TagTextInput } from '../../features/templates/TagTextInput';
import { MailFiles } from '../../features/timeline/MailFiles';

/** What the composer of emails borrows from templates and notes. */
export function emailParts(contactId: string): EmailParts {
  return {
    subject: (field) => <TagTextInput label="Subject" data-autofocus {...field} />,
    body: (field) => <BodyEditor label="Message" path="bodyHtml" isCompact {...field} />,
    files: (field) => <MailFiles contactId={contactId} {...field} />,
  };
}

/** What the composer of texts borrows from templates. */
export const textField: TextPart = (field) => (
  <TagTextarea label="Text" hasSnippets autosize minRows={4} maxLength={LONGEST_TEXT} data-autofocus {...field} />
);
