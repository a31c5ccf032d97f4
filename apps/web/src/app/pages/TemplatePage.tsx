import { useParams } from 'react-router';
import { ImagePickerDialog } from '../../features/assets/ImagePickerDialog';
import { type ImagePicker, ImagePickerContext } from '../../features/templates/imagePicker';
import { NewTemplateView, TemplateView } from '../../features/templates/TemplateView';
import { Page } from '../../shared/ui/Page';

/** What the editors of messages borrow from the image library. */
const picker: ImagePicker = (state) => <ImagePickerDialog {...state} />;

export function TemplatePage() {
  const { templateId } = useParams();
  return (
    <ImagePickerContext value={picker}>
      <Page>{templateId ? <TemplateView key={templateId} templateId={templateId} /> : <NewTemplateView />}</Page>
    </ImagePickerContext>
  );
}
