import { useRef, useState } from 'react';

export interface InlineEdit {
  readonly isEditing: boolean;
  readonly isSaving: boolean;
  readonly draft: string;
  readonly error: unknown;
  readonly setDraft: (draft: string) => void;
  readonly start: () => void;
  readonly cancel: () => void;
  /** Saves the draft, or the given value; an unchanged one only closes. Resolves to whether the field is closed. */
  readonly commit: (value?: string) => Promise<boolean>;
}

/** Click, type, Enter; Escape puts the old value back; a refusal keeps the field open with what was typed. */
export function useInlineEdit(value: string, onSave: (value: string) => Promise<unknown>): InlineEdit {
  const [isEditing, setEditing] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [draft, setDraft] = useState(value);
  const [error, setError] = useState<unknown>(null);
  // Enter saves and so does leaving the field, and the first makes the second happen: only one of them may send.
  const isBusy = useRef(false);

  const close = () => {
    setEditing(false);
    setError(null);
  };

  const commit = async (next: string = draft): Promise<boolean> => {
    if (isBusy.current) return false;
    if (next.trim() === value) {
      close();
      return true;
    }
    isBusy.current = true;
    setDraft(next);
    setSaving(true);
    try {
      await onSave(next.trim());
      close();
      return true;
    } catch (refusal) {
      setError(refusal);
      return false;
    } finally {
      isBusy.current = false;
      setSaving(false);
    }
  };

  return {
    isEditing,
    isSaving,
    draft,
    error,
    setDraft: (next) => {
      setDraft(next);
      setError(null);
    },
    start: () => {
      setDraft(value);
      setEditing(true);
    },
    cancel: () => {
      if (!isBusy.current) close();
    },
    commit,
  };
}
