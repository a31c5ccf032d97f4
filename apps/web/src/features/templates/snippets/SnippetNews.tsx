import { Button } from '@mantine/core';
import { type BlockDocument, renewSnippets, snippetsIn } from '@rapport/common';
import { act } from '../../../shared/ui/act';
import { toast } from '../../../shared/ui/toasts';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import type { TemplateDraft } from '../templateQueries';
import { blocksOf, readSnippet, type SnippetSummary, useSnippets } from './snippetQueries';
import classes from './Snippets.module.css';

interface SnippetNewsProps {
  draft: TemplateDraft;
  isReadOnly: boolean;
  /** Puts the text with the newest version into the editors. */
  onTake: (draft: TemplateDraft) => void;
}

/** Which snippets of this message have a newer version, each with the way to take it. */
export function SnippetNews({ draft, isReadOnly, onTake }: SnippetNewsProps) {
  const workspaceId = useWorkspaceId();
  const held = heldIn(draft);
  const snippets = useSnippets(workspaceId, held.size > 0);
  const older = (snippets.data ?? []).filter(({ key, version }) => (held.get(key) ?? version) < version);
  if (older.length === 0) return null;
  const update = (snippet: SnippetSummary) =>
    act(async () => {
      onTake(await renewed(workspaceId, draft, snippet));
      toast(`${snippet.name} is at version ${snippet.version}. Save to keep it.`);
    });
  return (
    <section aria-label="Newer snippets" className={classes.news}>
      {older.map((snippet) => (
        <div key={snippet.id} className={classes.newsRow}>
          <span>
            A newer version of <strong dir="auto">{snippet.name}</strong> exists: {snippet.version} instead of {held.get(snippet.key)}
          </span>
          {!isReadOnly && (
            <Button variant="default" size="compact-sm" onClick={() => void update(snippet)} aria-label={`Update ${snippet.name}`}>
              Update
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}

/** The oldest version of each that the message holds. */
function heldIn({ bodyHtml, signature, document }: TemplateDraft): Map<string, number> {
  const inTexts = document === null ? [...snippetsIn(bodyHtml), ...snippetsIn(signature)] : snippetsIn(signature);
  const held = new Map<string, number>();
  const note = (key: string, version: number) => held.set(key, Math.min(held.get(key) ?? version, version));
  for (const { key, version } of inTexts) if (version !== null) note(key, version);
  for (const block of document === null ? [] : blocksIn(document)) if (block.kind === 'snippet') note(block.snippet, block.version);
  return held;
}

function blocksIn({ rows }: BlockDocument) {
  return rows.flatMap(({ columns }) => columns.flatMap(({ blocks }) => blocks));
}

async function renewed(workspaceId: string, draft: TemplateDraft, { id, key }: SnippetSummary): Promise<TemplateDraft> {
  const snippet = await readSnippet(workspaceId, id);
  const newest = new Map([[key, snippet.version]]);
  const signature = renewSnippets(draft.signature, newest);
  if (draft.document === null) return { ...draft, bodyHtml: renewSnippets(draft.bodyHtml, newest), signature };
  const rows = draft.document.rows.map((row) => ({
    ...row,
    columns: row.columns.map(({ blocks }) => ({
      blocks: blocks.map((block) =>
        block.kind === 'snippet' && block.snippet === key
          ? { ...block, version: snippet.version, blocks: blocksOf(snippet, block.id) ?? block.blocks }
          : block,
      ),
    })),
  }));
  return { ...draft, document: { ...draft.document, rows }, signature };
}
