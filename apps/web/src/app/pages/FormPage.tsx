import { useParams } from 'react-router';
import { FormView } from '../../features/forms/FormView';

export function FormPage() {
  const { formId = '' } = useParams();
  return <FormView key={formId} formId={formId} />;
}
