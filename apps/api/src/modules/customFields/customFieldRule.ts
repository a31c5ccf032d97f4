import { FIELD_OPERATORS, asciiLower, type FieldOperator, fieldRules, NO_HINTS, readField } from '@rapport/common';
import { sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ContactRule } from '../contacts/ContactRuleReferences.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';
import type { CustomFieldRepository } from './CustomFieldRepository.js';

/** What the value of a custom field says: the operators that its type has (`fieldMatches` in libs/common says what they mean). */
export function customFieldRule(fields: CustomFieldRepository): ContactRule {
  return async (ctx, input, { postgres }) => {
    const fieldName = input.text('fieldName');
    const definition = (await fields.listDefinitions(ctx)).find((one) => one.fieldName === fieldName);
    if (!definition) throw input.refuse('fieldName', 'is no custom field of this workspace');
    const operator = input.oneOf(
      'operator',
      FIELD_OPERATORS.filter((one) => fieldRules(definition.fieldType).operators.includes(one)),
    );
    const given = input.value('value');
    const reading = readField(definition.fieldType, given, { ...NO_HINTS, options: definition.options });
    if ('problem' in reading) throw input.refuse('value', `cannot be read. ${reading.problem.message.replace(/\.$/, '')}`);
    if ((reading.value === null) !== (operator === 'isFilled'))
      throw input.refuse('value', operator === 'isFilled' ? 'has no meaning for isFilled' : 'must be given');
    const own = sql`FROM custom_fields v WHERE v.contact_id = c.id AND v.field_name = ${fieldName} AND v.definition_id = ${definition.id}`;
    return {
      matches: sql`EXISTS (SELECT 1 ${own} AND ${holds(definition, operator, reading.value ?? '', postgres)})`,
      value: sql`(SELECT v.field_value ${own})`,
    };
  };
}

/** Equality is that of the text: two ids that differ in the seventeenth digit have one float. */
function holds({ fieldType }: CustomFieldDefinition, operator: FieldOperator, operand: string, postgres: boolean): SqlFragment {
  const isNumber = fieldRules(fieldType).sortsBy === 'number';
  const column = sql.raw(isNumber ? 'v.value_number' : 'v.field_value');
  const bound = isNumber ? Number(operand) : operand;
  switch (operator) {
    case 'is':
      return sql`v.field_value = ${operand}`;
    case 'contains':
      return sql`${sql.raw(postgres ? 'strpos' : 'instr')}(LOWER(v.field_value), ${asciiLower(operand)}) > 0`;
    case 'above':
      return sql`${column} > ${bound}`;
    case 'below':
      return sql`${column} < ${bound}`;
    case 'isFilled':
      return sql`v.field_value IS NOT NULL`;
  }
}
