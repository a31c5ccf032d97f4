import { Button, Group, Loader } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { plural } from '../../shared/format/format';
import { FormProblem } from '../../shared/form/FormProblem';
import { act } from '../../shared/ui/act';
import { Notice } from '../../shared/ui/Notice';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Ai.module.css';
import { AiFirstUse } from './AiFirstUse';
import { AiNotReady } from './AiNotReady';
import { type AiAnswer, type AiPiece, type AnswerState, mayAskAboutContacts, useAiAnswer, useAiSettings } from './aiQueries';

interface AiSummaryProps {
  contactId: string;
  /** Goes to an entry of the timeline. */
  onOpenEntry: (entryId: string) => void;
  onKeepAsNote: (text: string) => Promise<unknown>;
}

/** What happened with a contact, in sentences that each name the entries they rest on. */
export function AiSummary({ contactId, onOpenEntry, onKeepAsNote }: AiSummaryProps) {
  const workspaceId = useWorkspaceId();
  const settings = useAiSettings(workspaceId);
  const { state, ask, cancel } = useAiAnswer(workspaceId);
  const [isSettingUp, setSettingUp] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isReady = settings.data ? settings.data.reason === null && mayAskAboutContacts(settings.data) : false;
  if (!useMay('author') || !settings.data) return null;
  const summarise = () => {
    setProblem(null);
    setSettingUp(!isReady);
    if (isReady) void ask({ task: 'summary', contactId }).catch((error: unknown) => setProblem(messageOf(error)));
  };
  return (
    <section className={classes.panel} aria-label="Summary">
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconSparkles size={14} />}
          disabled={state.kind === 'writing'}
          onClick={summarise}
        >
          Summarise
        </Button>
        {state.kind === 'writing' && (
          <span className={classes.writing} role="status">
            <Loader size="xs" /> Reading the timeline
          </span>
        )}
        {state.kind !== 'idle' && (
          <Button variant="subtle" color="gray" size="xs" onClick={cancel}>
            {state.kind === 'writing' ? 'Cancel' : 'Close'}
          </Button>
        )}
      </Group>
      {isSettingUp && settings.data.reason && <AiNotReady reason={settings.data.reason} />}
      {isSettingUp && !settings.data.reason && !isReady && <AiFirstUse settings={settings.data} />}
      <FormProblem problem={problem} />
      <Outcome state={state} onOpenEntry={onOpenEntry} onKeepAsNote={onKeepAsNote} />
    </section>
  );
}

function Outcome({ state, onOpenEntry, onKeepAsNote }: Omit<AiSummaryProps, 'contactId'> & { state: AnswerState }) {
  if (state.kind === 'failed')
    return (
      <Notice title="No summary" role="alert">
        {state.problem}
      </Notice>
    );
  if (state.kind !== 'done') return null;
  const { answer } = state;
  const proven = answer.pieces.filter((piece) => isProven(piece, answer));
  const unproven = answer.pieces.filter((piece) => !isProven(piece, answer));
  return (
    <div className={classes.piece}>
      {proven.length === 0 && <p className={classes.meta}>No sentence of the answer is proven by an entry.</p>}
      <ul className={classes.sentences}>
        {proven.map((piece, at) => (
          <li key={at} dir="auto">
            {piece.text} <Citations piece={piece} answer={answer} onOpenEntry={onOpenEntry} />
          </li>
        ))}
      </ul>
      {unproven.length > 0 && (
        <details className={classes.sources}>
          <summary>{plural(unproven.length, 'sentence')} without evidence, not to be relied on</summary>
          {unproven.map(({ text, findings }, at) => (
            <p key={at} className={classes.source} dir="auto">
              {text}
              {findings.length > 0 && ` (not proven: ${findings.map((finding) => finding.text).join(', ')})`}
            </p>
          ))}
        </details>
      )}
      {proven.length > 0 && <KeepButton key={answer.id} text={proven.map(({ text }) => text).join('\n')} onKeep={onKeepAsNote} />}
    </div>
  );
}

function KeepButton({ text, onKeep }: { text: string; onKeep: (text: string) => Promise<unknown> }) {
  const [isKept, setKept] = useState(false);
  const keep = () =>
    void act(async () => {
      await onKeep(text);
      setKept(true);
      toast('Kept as a note');
    });
  return (
    <div>
      <Button variant="default" size="xs" disabled={isKept} onClick={keep}>
        {isKept ? 'Kept as a note' : 'Keep as a note'}
      </Button>
    </div>
  );
}

interface CitationsProps {
  piece: AiPiece;
  answer: AiAnswer;
  onOpenEntry: (entryId: string) => void;
}

function Citations({ piece, answer, onOpenEntry }: CitationsProps) {
  return answer.sources
    .filter(({ id }) => piece.sources.includes(id))
    .map(({ id, label, entryId }) =>
      entryId === null ? (
        <span key={id} className={classes.meta}>
          {label}{' '}
        </span>
      ) : (
        <Button key={id} variant="light" size="compact-xs" onClick={() => onOpenEntry(entryId)}>
          {label}
        </Button>
      ),
    );
}

/** What cites no entry, or says what its entries do not, is not shown as a fact. */
function isProven({ sources, findings }: AiPiece, answer: AiAnswer): boolean {
  return findings.length === 0 && answer.sources.some(({ id, entryId }) => entryId !== null && sources.includes(id));
}
