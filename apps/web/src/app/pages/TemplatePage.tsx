import { useParams } from 'react-router';
import { NewTemplateView, TemplateView } from '../../features/templates/TemplateView';
import { Page } from '../../shared/ui/Page';

export function TemplatePage() {
  const { templateId } = useParams();
  return <Page>{templateId ? <TemplateView key={templateId} templateId={templateId} /> : <NewTemplateView />}</Page>;
}
