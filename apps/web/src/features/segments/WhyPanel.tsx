import { conditionWords, isCondition, type ExplainedTree, type RuleTree, type SentenceWords } from '@rapport/common';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { PersonSelect, type PersonOption } from '../../shared/form/PersonSelect';
import { workspaceKey } from '../../shared/api/queryKeys';
import { formatExact } from '../../shared/format/format';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Segment.module.css';
import { searchPeople, useExplanation } from './segmentQueries';

/** Picks a contact and says of each condition whether it holds, and by which value. */
export function WhyPanel({ tree, words }: { tree: RuleTree | null; words: SentenceWords }) {
  const workspaceId = useWorkspaceId();
  const [person, setPerson] = useState<PersonOption | null>(null);
  const explained = useExplanation(workspaceId, tree, person?.id ?? null);
  return (
    <div className={classes.why}>
      <PersonSelect
        label="Why is a contact in or out?"
        placeholder="Choose a contact"
        value={person}
        onChange={setPerson}
        queryKey={workspaceKey(workspaceId, 'contacts', 'segmentPeople')}
        search={(text, signal) => searchPeople(workspaceId, text, signal)}
      />
      {person && explained.isError && <p className={classes.problem}>{messageOf(explained.error)}</p>}
      {person && explained.isPending && tree && <LinesSkeleton lines={3} />}
      {person && explained.data && (
        <div aria-live="polite">
          <p className={classes.verdict} data-holds={explained.data.holds}>
            <Mark holds={explained.data.holds} />
            <span>
              <bdi>{person.name}</bdi> {explained.data.holds ? 'is in this segment' : 'is not in this segment'}
            </span>
          </p>
          <WhyPart tree={explained.data} isNot={false} words={words} />
        </div>
      )}
    </div>
  );
}

function WhyPart({ tree, isNot, words }: { tree: ExplainedTree; isNot: boolean; words: SentenceWords }) {
  const holds = isNot ? !tree.holds : tree.holds;
  if (isCondition(tree)) {
    const { value, inside } = tree as ExplainedTree & { value: string | null; inside?: ExplainedTree };
    return (
      <div className={classes.reason} data-holds={holds}>
        <Mark holds={holds} />
        <div className={classes.reasonText}>
          <span dir="auto">{conditionWords(tree, isNot, words)}</span>
          {inside ? (
            <WhyPart tree={inside} isNot={false} words={words} />
          ) : (
            <span className={classes.found} dir="auto">
              {value === null || value === '' ? 'No value' : `Value: ${shown(value)}`}
            </span>
          )}
        </div>
      </div>
    );
  }
  if ('not' in tree) return <WhyPart tree={tree.not} isNot={!isNot} words={words} />;
  const [parts, mode] = 'and' in tree ? [tree.and, 'All of these'] : [tree.or, 'Any of these'];
  return (
    <div className={classes.reason} data-holds={holds}>
      <Mark holds={holds} />
      <div className={classes.reasonText}>
        <span>{isNot ? (mode === 'All of these' ? 'Not all of these' : 'None of these') : mode}</span>
        {parts.map((part, index) => (
          // The parts have no names of their own, and come in the same order each time.
          <WhyPart key={index} tree={part} isNot={false} words={words} />
        ))}
      </div>
    </div>
  );
}

function Mark({ holds }: { holds: boolean }) {
  return holds ? (
    <IconCircleCheck size={16} className={classes.yes} role="img" aria-label="Yes" />
  ) : (
    <IconCircleX size={16} className={classes.no} role="img" aria-label="No" />
  );
}

/** A stored moment in the reader's words; of a long text its beginning. */
function shown(value: string): string {
  const told = value.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, (moment) => formatExact(moment));
  return told.length > 200 ? `${told.slice(0, 199)}…` : told;
}
