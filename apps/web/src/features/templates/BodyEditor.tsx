import { Input, SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { confirmAction } from '../../shared/ui/confirm';
import classes from './BodyEditor.module.css';
import type { BodyFieldProps } from './BodyField';
import { richTextLosses } from './richTextLosses';

const RichTextBody = lazy(async () => ({ default: (await import('./RichTextBody')).RichTextBody }));
const SourceBody = lazy(async () => ({ default: (await import('./SourceBody')).SourceBody }));

interface BodyEditorProps extends BodyFieldProps {
  /** The field's name in the form, for errors of the server. */
  path: string;
  error?: React.ReactNode;
  description?: string;
  /** Which of the two it opens with, and who hears of the other one. */
  kind?: 'richText' | 'html';
  onKind?: (kind: 'richText' | 'html') => void;
}

type Mode = 'text' | 'html';

/** Rich text or HTML source of the same field. What rich text cannot hold opens as source, and is not dropped unasked. */
export function BodyEditor({ path, error, description, kind, onKind, ...field }: BodyEditorProps) {
  const [mode, setMode] = useState<Mode>(() => (kind === 'html' || richTextLosses(field.value).length > 0 ? 'html' : 'text'));
  const [shownLine, setShownLine] = useState(field.line);
  if (field.line !== shownLine) {
    setShownLine(field.line);
    if (field.line) setMode('html');
  }
  const enter = (next: Mode) => {
    setMode(next);
    onKind?.(next === 'html' ? 'html' : 'richText');
  };
  const choose = (next: Mode) => {
    const losses = next === 'text' ? richTextLosses(field.value) : [];
    if (losses.length === 0) return enter(next);
    confirmAction({
      title: 'Edit as rich text?',
      consequences: [`Rich text cannot hold everything in this HTML. As soon as you type, it will lose: ${losses.join(', ')}.`],
      confirm: 'Edit as rich text',
      onConfirm: () => enter(next),
    });
  };
  return (
    <div className={classes.field}>
      <div className={classes.head}>
        <Input.Label component="div">{field.label}</Input.Label>
        <SegmentedControl
          aria-label={`${field.label}: edit as`}
          value={mode}
          onChange={(next) => choose(next as Mode)}
          data={[
            { value: 'text', label: 'Rich text' },
            { value: 'html', label: 'HTML' },
          ]}
        />
      </div>
      <div data-path={path} tabIndex={-1} className={classes.frame} data-invalid={error ? true : undefined}>
        <Suspense fallback={<Skeleton height={field.isCompact ? 132 : 400} radius="md" />}>
          {mode === 'html' ? <SourceBody {...field} /> : <RichTextBody {...field} />}
        </Suspense>
      </div>
      {description && !error && <Input.Description>{description}</Input.Description>}
      {error && <Input.Error>{error}</Input.Error>}
    </div>
  );
}
