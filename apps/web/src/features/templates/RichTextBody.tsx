import '@mantine/tiptap/styles.layer.css';
import { Link, RichTextEditor } from '@mantine/tiptap';
import { snippetTag } from '@rapport/common';
import { IconBraces, IconPhoto, IconPuzzle } from '@tabler/icons-react';
import { Placeholder } from '@tiptap/extension-placeholder';
import { type Editor, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useImperativeHandle } from 'react';
import classes from './BodyEditor.module.css';
import type { BodyFieldProps } from './BodyField';
import { ImageButton } from './ImageButton';
import { linedHtml } from './linedHtml';
import { imageNode, MailImage } from './mailImage';
import { MergeTagPicker } from './MergeTagPicker';
import { HTML_SNIPPETS, SnippetPicker } from './snippets/SnippetPicker';
import { TagHighlight } from './tagHighlight';

const extensions = [
  StarterKit.configure({ link: false, heading: { levels: [1, 2, 3] }, codeBlock: false }),
  // A tag may stand in an address (`{{ unsubscribe_url }}`), so no protocol is forced upon it.
  Link.configure({ openOnClick: false, autolink: true, HTMLAttributes: { target: null, rel: null } }),
  Placeholder.configure({ placeholder: 'Write the message' }),
  MailImage,
  TagHighlight,
];

/** The rich text editor; a chunk of its own, loaded when it is first shown. */
export function RichTextBody({ value, onChange, label, isCompact, hasSnippets, handle }: BodyFieldProps) {
  const editor = useEditor({
    extensions,
    content: value,
    shouldRerenderOnTransaction: true,
    onUpdate: ({ editor: current }) => onChange(linedHtml(current.getHTML())),
    editorProps: { attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true', dir: 'auto' } },
  });
  useImperativeHandle(handle, () => ({
    selectedText: () => {
      const { from, to } = editor.state.selection;
      return editor.state.doc.textBetween(from, to, '\n').trim();
    },
    insert: (html) => {
      // Nobody has put the caret anywhere yet: what comes in goes behind what is there.
      if (editor.state.selection.to <= 1) editor.commands.focus('end');
      if (editor.state.selection.empty && /^<(?:p|h\d|ul)>/.test(html)) insertBlockHtml(editor, html);
      else editor.commands.insertContent(html);
    },
  }));
  const insert = (text: string, tag: string) => {
    // As text nodes, so that nothing in a fallback is read as markup.
    const content =
      tag === 'unsubscribe_url'
        ? { type: 'text', text: 'Unsubscribe', marks: [{ type: 'link', attrs: { href: text } }] }
        : { type: 'text', text };
    editor.chain().focus().insertContent(content).run();
  };
  return (
    <RichTextEditor editor={editor} className={classes.rich} data-compact={isCompact || undefined} withCodeHighlightStyles={false}>
      <RichTextEditor.Toolbar className={classes.toolbar}>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Underline />
          <RichTextEditor.Link />
        </RichTextEditor.ControlsGroup>
        {!isCompact && (
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.H1 />
            <RichTextEditor.H2 />
            <RichTextEditor.BulletList />
            <RichTextEditor.OrderedList />
            <RichTextEditor.Blockquote />
            <RichTextEditor.Hr />
          </RichTextEditor.ControlsGroup>
        )}
        <ImageButton onInsert={(image) => editor.chain().focus().insertContent(imageNode(image)).run()}>
          {(button) => (
            <RichTextEditor.Control {...button} aria-label={`Insert image into ${label.toLowerCase()}`} title="Insert image">
              <IconPhoto size={16} aria-hidden />
            </RichTextEditor.Control>
          )}
        </ImageButton>
        {hasSnippets && (
          <SnippetPicker kinds={HTML_SNIPPETS} onPick={({ key, version }) => insertBlockHtml(editor, `<p>${snippetTag(key, version)}</p>`)}>
            {(button) => (
              <RichTextEditor.Control {...button} aria-label={`Insert snippet into ${label.toLowerCase()}`} title="Insert snippet">
                <IconPuzzle size={16} aria-hidden />
              </RichTextEditor.Control>
            )}
          </SnippetPicker>
        )}
        <MergeTagPicker onInsert={(text, tag) => insert(text, tag.tag)}>
          {(button) => (
            <RichTextEditor.Control
              {...button}
              aria-label={`Insert merge tag into ${label.toLowerCase()}`}
              title="Insert merge tag"
              className={classes.tagControl}
            >
              <IconBraces size={15} aria-hidden />
              <span>Merge tag</span>
            </RichTextEditor.Control>
          )}
        </MergeTagPicker>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content className={classes.content} />
    </RichTextEditor>
  );
}

/** A paragraph or list goes behind the one with the caret, not into an item of it; an empty one makes room. */
function insertBlockHtml(editor: Editor, html: string): void {
  const { $to } = editor.state.selection;
  if ($to.depth === 0) editor.commands.insertContent(html);
  else editor.commands.insertContentAt({ from: $to.node(1).content.size === 0 ? $to.before(1) : $to.after(1), to: $to.after(1) }, html);
}
