import { shortText } from '../../platform/http/shortText.js';
import type { ReviewMail } from '../campaigns/public.js';
import type { CommentPart } from './CommentDtos.js';
import type { CommentRow } from './CommentRepository.js';

/** The page has all of them. */
const MOST_SHOWN = 10;
const LONGEST_SHOWN = 500;

const PART_WORDS: Readonly<Record<CommentPart, string>> = {
  audience: 'the audience',
  subject: 'the subject',
  content: 'the content',
  sender: 'the sender',
  schedule: 'the schedule',
  variant: 'a variant',
};

/** What one reader is told of comments by others, oldest first. At least one. */
export function commentMail(reader: Pick<ReviewMail, 'userId' | 'to'>, campaignName: string, comments: readonly CommentRow[]): ReviewMail {
  const count = comments.length;
  const left = count - MOST_SHOWN;
  return {
    ...reader,
    subject: count === 1 ? `New comment on “${campaignName}”` : `${count} new comments on “${campaignName}”`,
    paragraphs: [
      count === 1
        ? `There is a new comment on the campaign “${campaignName}”.`
        : `There are ${count} new comments on the campaign “${campaignName}”.`,
      ...comments.slice(0, MOST_SHOWN).map(lineOf),
      ...(left > 0 ? [`And ${left} more.`] : []),
    ],
    button: 'Open the review',
  };
}

function lineOf({ authorName, answerTo, part, text }: CommentRow): string {
  const about = answerTo !== null ? ' answered' : part === null ? '' : ` on ${PART_WORDS[part]}`;
  return `${authorName ?? 'A former member'}${about}: ${shortText(text, LONGEST_SHOWN)}`;
}
