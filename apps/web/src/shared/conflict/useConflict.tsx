import { useState, type ReactNode } from 'react';
import { messageOf } from '../api/apiError';
import { toast } from '../ui/toasts';
import { ConflictDialog } from './ConflictDialog';
import { conflictFields, type ConflictPart, firstPicks, mergedBy, type Pick } from './conflictParts';
import { isChangedMeanwhile } from './isChangedMeanwhile';

export interface Versioned<Values> {
  readonly values: Values;
  readonly version: number;
}

export interface GuardedSave<Values extends object, Saved> {
  /** The name of what is edited. */
  readonly what: string;
  readonly parts: readonly ConflictPart<Values>[];
  /** As it was when editing began. */
  readonly base: Versioned<Values>;
  readonly typed: Values;
  /** Refused with `….changedMeanwhile` unless there is still this version. */
  readonly save: (values: Values, version: number) => Promise<Saved>;
  readonly readAnew: () => Promise<Versioned<Values>>;
}

export interface GuardedResult<Values, Saved> {
  readonly saved: Saved;
  /** What was saved: as typed, or as it was picked. */
  readonly values: Values;
  readonly wasAsked: boolean;
}

interface Asked {
  readonly what: string;
  readonly draw: () => ReactNode;
}

/**
 * Saves what has a version. When someone else was faster it asks field by field, again if needed, until it is saved; left open, it fails as
 * the API refused it, and what was typed stays. `dialog` has to be drawn.
 */
export function useConflict() {
  const [asked, setAsked] = useState<Asked | null>(null);

  const guard = async <Values extends object, Saved>(input: GuardedSave<Values, Saved>): Promise<GuardedResult<Values, Saved>> => {
    try {
      return { saved: await input.save(input.typed, input.base.version), values: input.typed, wasAsked: false };
    } catch (error) {
      if (!isChangedMeanwhile(error)) throw error;
      const theirs = await input.readAnew();
      const result = await new Promise<GuardedResult<Values, Saved> | null>((settle) =>
        setAsked({ what: input.what, draw: () => <Question input={input} first={theirs} onSettled={settle} /> }),
      );
      setAsked(null);
      if (result === null) throw error;
      toast('Saved');
      return result;
    }
  };
  return { guard, dialog: asked?.draw() ?? null };
}

interface QuestionProps<Values extends object, Saved> {
  input: GuardedSave<Values, Saved>;
  first: Versioned<Values>;
  /** Null: nothing was decided. */
  onSettled: (result: GuardedResult<Values, Saved> | null) => void;
}

function Question<Values extends object, Saved>({ input, first, onSettled }: QuestionProps<Values, Saved>) {
  const { what, parts, base, typed, save, readAnew } = input;
  const [theirs, setTheirs] = useState(first);
  const fieldsOf = (now: Versioned<Values>) => conflictFields(parts, { base: base.values, typed, theirs: now.values });
  const fields = fieldsOf(theirs);
  const [picks, setPicks] = useState<Record<string, Pick>>(() => firstPicks(fields));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const onSave = async () => {
    setProblem(null);
    setSaving(true);
    try {
      const values = mergedBy(fields, picks, { typed, theirs: theirs.values });
      onSettled({ saved: await save(values, theirs.version), values, wasAsked: true });
    } catch (error) {
      if (isChangedMeanwhile(error)) {
        const newer = await readAnew();
        // What was picked stays picked; what is new in question begins as everything did.
        setPicks((now) => ({ ...firstPicks(fieldsOf(newer)), ...now }));
        setTheirs(newer);
      } else setProblem(messageOf(error));
      setSaving(false);
    }
  };
  return (
    <ConflictDialog
      what={what}
      fields={fields}
      picks={picks}
      onPick={setPicks}
      problem={problem}
      isSaving={isSaving}
      onSave={() => void onSave()}
      onClose={() => onSettled(null)}
    />
  );
}
