import { fieldRules } from '@rapport/common';
import { sql, type SqlFragment } from '../../platform/database/sql.js';
import type { FieldOrder } from '../contacts/ContactPartReferences.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';

/** Of a text, so much decides its place; a cursor holds it. */
const SORTED_BY = 200;

/**
 * Contacts by their values of a field: numbers and amounts by size, choices in the order of their options, text without regard to the case
 * of ASCII letters.
 */
export function customFieldSort(definition: CustomFieldDefinition): FieldOrder {
  const own = sql`v.contact_id = c.id AND v.field_name = ${definition.fieldName} AND v.definition_id = ${definition.id} AND v.field_value IS NOT NULL`;
  return {
    ...columnOf(definition),
    join: sql`JOIN custom_fields v ON ${own}`,
    alone: sql`custom_fields v WHERE v.definition_id = ${definition.id} AND v.field_value IS NOT NULL`,
    lacks: sql`NOT EXISTS (SELECT 1 FROM custom_fields v WHERE ${own})`,
  };
}

/** `v` has the values: `field_value`, and `value_number` of those that are numbers. */
export function columnOf({ fieldType, options }: Pick<CustomFieldDefinition, 'fieldType' | 'options'>): {
  column: SqlFragment;
  isNumber: boolean;
} {
  const { sortsBy, editor } = fieldRules(fieldType);
  if (sortsBy === 'number') return { column: sql.raw('v.value_number'), isNumber: true };
  if (editor !== 'choice' || options.length === 0)
    return { column: sql.raw(`LOWER(substr(v.field_value, 1, ${SORTED_BY}))`), isNumber: false };
  const places = options.map(({ key }, place) => sql`WHEN ${key} THEN ${sql.raw(String(place))}`);
  return { column: sql`CASE v.field_value ${sql.join(places, ' ')} ELSE ${sql.raw(String(options.length))} END`, isNumber: true };
}
