import { useParams } from 'react-router';
import { AiAssistant } from '../../features/ai/AiAssistant';
import { ImagePickerContext } from '../../features/templates/imagePicker';
import { NewTemplateView, TemplateView } from '../../features/templates/TemplateView';
import { type WritingAssistant, WritingAssistantContext } from '../../features/templates/writingAssistant';
import { Page } from '../../shared/ui/Page';
import { imagePicker } from './imagePicker';

/** What the editors of messages borrow from AI. */
const assistant: WritingAssistant = (message) => <AiAssistant message={message} />;

export function TemplatePage() {
  const { templateId } = useParams();
  return (
    <ImagePickerContext value={imagePicker}>
      <WritingAssistantContext value={assistant}>
        <Page>{templateId ? <TemplateView key={templateId} templateId={templateId} /> : <NewTemplateView />}</Page>
      </WritingAssistantContext>
    </ImagePickerContext>
  );
}
