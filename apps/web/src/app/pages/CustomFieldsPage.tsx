import { Stack } from '@mantine/core';
import { FieldSettings } from '../../features/customFields/FieldSettings';
import { PersonalFields } from '../../features/customFields/PersonalFields';

export function CustomFieldsPage() {
  return (
    <Stack gap={48}>
      <FieldSettings />
      <PersonalFields />
    </Stack>
  );
}
