import { useSearchParams } from 'react-router';
import { SNIPPET_KINDS } from '@rapport/common';
import { paths } from '../../../shared/paths';
import { ErrorState } from '../../../shared/ui/ErrorState';
import { PageSkeleton } from '../../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { newBlock } from '../blocks/editDocument';
import { SnippetEditor } from './SnippetEditor';
import { documentOf, snippetDraftOf, useSnippet } from './snippetQueries';

export function SnippetView({ snippetId }: { snippetId: string }) {
  const workspaceId = useWorkspaceId();
  const snippet = useSnippet(workspaceId, snippetId);
  const mayEdit = useMay('author');
  if (snippet.isPending) return <PageSkeleton />;
  if (!snippet.data)
    return (
      <ErrorState
        error={snippet.error}
        onRetry={() => void snippet.refetch()}
        page={{ label: 'Go to Snippets', to: paths.snippets(workspaceId) }}
      />
    );
  return <SnippetEditor snippet={snippet.data} kind={snippet.data.kind} initial={snippetDraftOf(snippet.data)} isReadOnly={!mayEdit} />;
}

/** `?kind=`: what it is written with; an unknown one, as of an old bookmark, is rich text. */
export function NewSnippetView() {
  const mayEdit = useMay('author');
  const [search] = useSearchParams();
  const kind = SNIPPET_KINDS.find((one) => one === search.get('kind')) ?? 'richText';
  const initial = { name: '', body: '', document: kind === 'blocks' ? documentOf([newBlock('text')]) : null };
  return <SnippetEditor key={kind} snippet={null} kind={kind} initial={initial} isReadOnly={!mayEdit} />;
}
