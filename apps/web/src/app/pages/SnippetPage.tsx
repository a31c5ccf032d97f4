import { useParams } from 'react-router';
import { ImagePickerContext } from '../../features/templates/imagePicker';
import { NewSnippetView, SnippetView } from '../../features/templates/snippets/SnippetView';
import { Page } from '../../shared/ui/Page';
import { imagePicker } from './imagePicker';

export function SnippetPage() {
  const { snippetId } = useParams();
  return (
    <ImagePickerContext value={imagePicker}>
      <Page>{snippetId ? <SnippetView key={snippetId} snippetId={snippetId} /> : <NewSnippetView />}</Page>
    </ImagePickerContext>
  );
}
