import { Button, useComputedColorScheme } from '@mantine/core';
import { html } from '@codemirror/lang-html';
import { snippetTag } from '@rapport/common';
import { IconBraces, IconPhoto, IconPuzzle } from '@tabler/icons-react';
import CodeMirror, { Decoration, EditorView, MatchDecorator, ViewPlugin, type DecorationSet, type ViewUpdate } from '@uiw/react-codemirror';
import { useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import classes from './BodyEditor.module.css';
import type { BodyFieldProps } from './BodyField';
import { ImageButton } from './ImageButton';
import { imageHtml } from './mailImage';
import { TAG_PATTERN } from './mergeTags';
import { MergeTagPicker } from './MergeTagPicker';
import { HTML_SNIPPETS, SnippetPicker } from './snippets/SnippetPicker';

const tagMarks = new MatchDecorator({ regexp: TAG_PATTERN, decoration: Decoration.mark({ class: 'rp-merge-tag' }) });
const tagHighlight = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = tagMarks.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = tagMarks.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Tab moves on to the next field, as everywhere else: the kit's setting that indents with Tab is off. */
const setup = { foldGutter: false, highlightActiveLine: false, highlightActiveLineGutter: false, autocompletion: true } as const;

/** The HTML source editor; a chunk of its own, loaded when it is first shown. */
export function SourceBody({ value, onChange, label, isCompact, hasSnippets, line, handle }: BodyFieldProps) {
  const scheme = useComputedColorScheme('light');
  const view = useRef<EditorView | null>(null);
  const extensions = useMemo(
    () => [
      html({ matchClosingTags: true }),
      EditorView.lineWrapping,
      tagHighlight,
      EditorView.contentAttributes.of({ 'aria-label': `${label}, HTML source`, tabindex: '0' }),
    ],
    [label],
  );
  useEffect(() => {
    if (line) goToLine(view.current, line.number);
  }, [line]);
  useImperativeHandle(handle, () => ({
    selectedText: () => {
      const { state } = view.current ?? {};
      return state ? state.sliceDoc(state.selection.main.from, state.selection.main.to).trim() : '';
    },
    insert: (inserted) => {
      const current = view.current;
      if (!current) return;
      const { length } = current.state.doc;
      // Nobody has put the caret anywhere yet: what comes in goes behind what is there.
      if (current.state.selection.main.to === 0) current.dispatch({ selection: { anchor: length } });
      current.dispatch(current.state.replaceSelection(`${inserted}\n`));
    },
  }));
  const insert = (text: string) => {
    const current = view.current;
    if (!current) return;
    current.dispatch(current.state.replaceSelection(text));
    setTimeout(() => current.focus(), 0);
  };
  return (
    <div className={classes.source}>
      <div className={classes.sourceBar}>
        <ImageButton onInsert={(image) => insert(imageHtml(image))}>
          {(button) => (
            <Button
              {...button}
              variant="subtle"
              color="gray"
              size="xs"
              leftSection={<IconPhoto size={15} />}
              aria-label={`Insert image into ${label.toLowerCase()}`}
            >
              Image
            </Button>
          )}
        </ImageButton>
        {hasSnippets && (
          <SnippetPicker kinds={HTML_SNIPPETS} onPick={({ key, version }) => insert(snippetTag(key, version))}>
            {(button) => (
              <Button
                {...button}
                variant="subtle"
                color="gray"
                size="xs"
                leftSection={<IconPuzzle size={15} />}
                aria-label={`Insert snippet into ${label.toLowerCase()}`}
              >
                Snippet
              </Button>
            )}
          </SnippetPicker>
        )}
        <MergeTagPicker onInsert={insert}>
          {(button) => (
            <Button
              {...button}
              variant="subtle"
              color="gray"
              size="xs"
              leftSection={<IconBraces size={15} />}
              aria-label={`Insert merge tag into ${label.toLowerCase()}`}
            >
              Merge tag
            </Button>
          )}
        </MergeTagPicker>
      </div>
      <CodeMirror
        value={value}
        onChange={onChange}
        onCreateEditor={(created) => {
          view.current = created;
          if (line) goToLine(created, line.number);
        }}
        extensions={extensions}
        theme={scheme}
        basicSetup={setup}
        indentWithTab={false}
        minHeight={isCompact ? '96px' : '360px'}
        maxHeight="640px"
        className={classes.code}
      />
    </div>
  );
}

function goToLine(view: EditorView | null, number: number): void {
  if (!view) return;
  const { from } = view.state.doc.line(Math.max(1, Math.min(number, view.state.doc.lines)));
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}
