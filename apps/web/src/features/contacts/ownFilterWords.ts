import type { OwnField } from './contactFieldInfo';
import { textOfValue } from './customValues';
import { OWN_WORDS, readOwnFilter } from './ownFilter';

/** “Gift contains wine” */
export function saysOfOwn(text: string, own: readonly OwnField[]): string {
  const asked = readOwnFilter(text);
  const field = own.find(({ fieldName }) => fieldName === asked?.fieldName);
  if (!asked || !field) return 'a field that is gone';
  const { fieldType } = field;
  const value =
    asked.operator === 'contains' ? asked.value : textOfValue({ fieldType, value: asked.value || null }, { ...field, section: null });
  return [field.label, OWN_WORDS[asked.operator], value].filter(Boolean).join(' ');
}
