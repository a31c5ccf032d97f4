import { Button, Loader } from '@mantine/core';
import { Notice } from '../../shared/ui/Notice';
import classes from './Ai.module.css';
import { AiPieceCard } from './AiPieceCard';
import type { AiPiece, AnswerState } from './aiQueries';
import { pieceNames } from './aiWords';

interface AiAnswerViewProps {
  state: AnswerState;
  tags: readonly string[];
  language: string | null;
  onAccept: (piece: AiPiece) => void;
  onCancel: () => void;
}

/** An answer as it is written, and then part by part for a decision. Nothing of it is taken over by itself. */
export function AiAnswerView({ state, tags, language, onAccept, onCancel }: AiAnswerViewProps) {
  if (state.kind === 'idle') return null;
  if (state.kind === 'failed') return <Notice title="No suggestion" role="alert">{`${state.problem} Your text is unchanged.`}</Notice>;
  if (state.kind === 'writing')
    return (
      <section className={classes.answer} aria-label="Suggestion">
        <div className={classes.writing} role="status">
          <Loader size="xs" /> Writing
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </div>
        <ul className={classes.pieces}>
          {state.pieces.map((piece, index) => (
            <li key={index} className={classes.piece} data-unfinished>
              <span className={classes.kind}>{pieceNames[piece.kind]}</span>
              <p className={classes.text} data-kind={piece.kind} dir="auto">
                {piece.text}
              </p>
            </li>
          ))}
        </ul>
      </section>
    );
  const { answer } = state;
  const unproven = answer.pieces.reduce((sum, { findings }) => sum + findings.length, 0);
  return (
    <section className={classes.answer} aria-label="Suggestion">
      <p className={classes.meta} role="status">
        {unproven === 0
          ? 'Every statement has a source. Accept what you want to use.'
          : `${unproven} ${unproven === 1 ? 'statement has' : 'statements have'} no source. Edit them out, or confirm them as your own.`}
      </p>
      <ul className={classes.pieces}>
        {answer.pieces.map((piece, index) => (
          <AiPieceCard
            key={`${answer.id} ${index}`}
            requestId={answer.id}
            {...{ index, piece, tags, language, onAccept }}
            sources={answer.sources}
          />
        ))}
      </ul>
    </section>
  );
}
