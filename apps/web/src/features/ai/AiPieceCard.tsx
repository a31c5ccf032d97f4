import { Button, Checkbox, Group, Textarea } from '@mantine/core';
import { checkClaims } from '@rapport/common';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Ai.module.css';
import { type AiFinding, type AiPiece, type AiSource, useDecideAi } from './aiQueries';
import { pieceNames } from './aiWords';

interface AiPieceCardProps {
  requestId: string;
  index: number;
  piece: AiPiece;
  sources: readonly AiSource[];
  /** Merge tags that exist. */
  tags: readonly string[];
  language: string | null;
  /** What becomes of it when it is accepted. */
  onAccept: (piece: AiPiece) => void;
}

/** One part of an answer: what it says, what it rests on, and what is still to be decided about it. */
export function AiPieceCard({ requestId, index, piece, sources, tags, language, onAccept }: AiPieceCardProps) {
  const decide = useDecideAi(useWorkspaceId());
  const [text, setText] = useState(piece.text);
  const [isEditing, setEditing] = useState(false);
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<'accepted' | 'rejected' | null>(null);
  const isEdited = text !== piece.text;
  const findings = isEdited ? checkAnew(text, piece, { sources, tags, language }) : piece.findings;
  const isOpen = findings.some(({ mayConfirm, text: found }) => !mayConfirm || !confirmed.has(found));
  const name = pieceNames[piece.kind];
  const settle = (isAccepted: boolean) =>
    decide.mutate(
      {
        id: requestId,
        piece: index,
        isAccepted,
        ...(isAccepted && isEdited ? { text } : {}),
        ...(isAccepted ? { confirmed: [...confirmed] } : {}),
      },
      {
        onSuccess: () => {
          setOutcome(isAccepted ? 'accepted' : 'rejected');
          setEditing(false);
          if (isAccepted) onAccept({ ...piece, text });
        },
      },
    );
  const toggle = (found: string) =>
    setConfirmed((known) => new Set(known.has(found) ? [...known].filter((one) => one !== found) : [...known, found]));

  return (
    <li className={classes.piece} data-outcome={outcome ?? undefined} aria-label={`${name} ${index + 1}`}>
      <div className={classes.pieceHead}>
        <span className={classes.kind}>{name}</span>
        {outcome === 'accepted' && (
          <span className={classes.outcome}>
            <IconCheck size={14} aria-hidden /> Added
          </span>
        )}
        {outcome === 'rejected' && <span className={classes.outcome}>Rejected</span>}
      </div>
      {isEditing ? (
        <Textarea
          aria-label={`Edit ${name.toLowerCase()}`}
          autosize
          minRows={2}
          maxRows={14}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <p className={classes.text} data-kind={piece.kind} dir="auto">
          {text}
        </p>
      )}
      {piece.url !== null && <p className={classes.meta}>{piece.url}</p>}
      {piece.reason !== null && <p className={classes.meta}>{piece.reason}</p>}
      <Sources ids={piece.sources} sources={sources} />
      {outcome === null && findings.length > 0 && <Findings findings={findings} confirmed={confirmed} onToggle={toggle} />}
      {decide.error && (
        <p className={classes.problem} role="alert">
          {messageOf(decide.error)}
        </p>
      )}
      {outcome === null && (
        <Group gap="xs">
          <Button size="xs" disabled={isOpen || text.trim() === ''} loading={decide.isPending} onClick={() => settle(true)}>
            Accept
          </Button>
          <Button size="xs" variant="default" disabled={decide.isPending} onClick={() => settle(false)}>
            Reject
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => setEditing(!isEditing)}>
            {isEditing ? 'Done editing' : 'Edit'}
          </Button>
        </Group>
      )}
    </li>
  );
}

function Sources({ ids, sources }: { ids: readonly string[]; sources: readonly AiSource[] }) {
  const cited = sources.filter(({ id }) => ids.includes(id));
  if (cited.length === 0) return <p className={classes.meta}>Cites no source</p>;
  return (
    <details className={classes.sources}>
      <summary>Based on {cited.map(({ label }) => label).join(', ')}</summary>
      {cited.map(({ id, label, text }) => (
        <p key={id} className={classes.source} dir="auto">
          <strong>{label}:</strong> {text}
        </p>
      ))}
    </details>
  );
}

interface FindingsProps {
  findings: readonly AiFinding[];
  confirmed: ReadonlySet<string>;
  onToggle: (text: string) => void;
}

function Findings({ findings, confirmed, onToggle }: FindingsProps) {
  return (
    <ul className={classes.findings} aria-label="Not proven">
      {findings.map(({ kind, text, message, mayConfirm }) => (
        <li key={`${kind} ${text}`} data-confirmed={confirmed.has(text) || undefined}>
          <span dir="auto">{message}</span>
          {mayConfirm && (
            <Checkbox
              size="xs"
              label="I state this myself"
              aria-label={`I state “${text}” myself`}
              checked={confirmed.has(text)}
              onChange={() => onToggle(text)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The same check that the server makes again when the piece is accepted. */
function checkAnew(
  text: string,
  piece: AiPiece,
  { sources, tags, language }: Pick<AiPieceCardProps, 'sources' | 'tags' | 'language'>,
): AiFinding[] {
  const cited = sources.filter(({ id }) => piece.sources.includes(id)).map((source) => source.text);
  return checkClaims(text, { cited, given: sources.map((source) => source.text), language, tags });
}
