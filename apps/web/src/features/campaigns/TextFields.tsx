import { Anchor, Button, Group, Textarea } from '@mantine/core';
import { LONGEST_TEXT, suggestPlainText, tellsHowToStop, textSegments } from '@rapport/common';
import { Link } from 'react-router';
import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { CampaignReview } from './campaignQueries';
import classes from './Composer.module.css';
import { costWords, segmentWords } from './textWords';
import type { CampaignDraftModel } from './useCampaignDraft';

const OPT_OUT = 'Reply STOP to opt out';

/** What they read on their phone, and how many texts the network makes of it. */
export function TextFields({ draft, review }: { draft: CampaignDraftModel; review: CampaignReview | undefined }) {
  const text = draft.values.text ?? '';
  const segments = textSegments(text);
  const plain = suggestPlainText(text);
  const write = (next: string) => draft.change({ text: next || null });
  return (
    <>
      <Textarea
        label="Text"
        placeholder='Hi {{ first_name | default: "there" }}, our garden opens on Friday. Reply STOP to opt out'
        description={segmentWords(segments)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={4}
        maxLength={LONGEST_TEXT}
        dir="auto"
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        error={draft.errors.text}
        data-path="text"
      />
      {segments.encoding === 'ucs2' && (
        <p className={classes.help}>
          {segments.costly.map((character) => `“${character}”`).join(' ')} {segments.costly.length === 1 ? 'is' : 'are'} not among the
          letters that phone networks send as they are, so a segment holds less than half.
        </p>
      )}
      <Group gap="sm">
        {plain && (
          <Button variant="default" size="xs" onClick={() => write(plain.text)}>
            Use plain characters, saves {plural(plain.saved, 'segment')}
          </Button>
        )}
        {text.trim() !== '' && !tellsHowToStop(text) && (
          <Button variant="default" size="xs" onClick={() => write(`${text.trimEnd()}\n${OPT_OUT}`)}>
            Add “{OPT_OUT}”
          </Button>
        )}
      </Group>
      {review?.cost && <Cost cost={review.cost} messages={review.estimate.messages} />}
    </>
  );
}

function Cost({ cost, messages }: { cost: NonNullable<CampaignReview['cost']>; messages: number }) {
  const workspaceId = useWorkspaceId();
  return (
    <p className={classes.help}>
      {formatCount(messages)} {messages === 1 ? 'text' : 'texts'} with the values of their recipients: about{' '}
      {plural(cost.segments, 'segment')}, at most {cost.segmentsAtMost} each
      {cost.total === null ? (
        <>
          .{' '}
          <Anchor component={Link} size="xs" to={paths.settings(workspaceId)}>
            Enter what a segment costs
          </Anchor>
        </>
      ) : (
        `, ${costWords(cost)}.`
      )}
    </p>
  );
}
