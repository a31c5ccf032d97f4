import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { Notice } from '../../shared/ui/Notice';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Ai.module.css';
import { AiFieldsInput, type ChosenFields } from './AiFieldsInput';
import { type AiSettings, storedSettings, useSetAiSettings } from './aiQueries';

/** Offered, not decided: no custom field, and no more of the name than a greeting takes. */
const OFFERED: ChosenFields = {
  allowedFields: ['firstName', 'company', 'stage', 'notes', 'messages', 'calls'],
  allowedCustomFields: [],
};

/** Before AI is asked about a contact for the first time: what may leave. */
export function AiFirstUse({ settings }: { settings: AiSettings }) {
  const mayDecide = useMay('admin');
  const save = useSetAiSettings(useWorkspaceId());
  const [fields, setFields] = useState(OFFERED);
  if (!mayDecide)
    return (
      <Notice title="Nothing of contacts may leave yet">An admin chooses in Settings → AI what AI may be told about a contact.</Notice>
    );
  const isNone = fields.allowedFields.length === 0 && fields.allowedCustomFields.length === 0;
  return (
    <div className={classes.panel}>
      <Text>
        Choose what may be sent to {new URL(settings.baseUrl).host} about a contact, in this whole workspace. You can change it in Settings
        → AI.
      </Text>
      <AiFieldsInput value={fields} onChange={setFields} />
      <FormProblem problem={save.error ? messageOf(save.error) : null} />
      <div>
        <Button loading={save.isPending} disabled={isNone} onClick={() => save.mutate({ ...storedSettings(settings), ...fields })}>
          Allow these
        </Button>
      </div>
    </div>
  );
}
