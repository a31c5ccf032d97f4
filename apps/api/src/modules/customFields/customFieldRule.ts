import { FIELD_OPERATORS, asciiLower, type FieldOperator, fieldRules, keyInStored, keysOf, readField } from '@rapport/common';
import { sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ContactRule } from '../contacts/ContactRuleReferences.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';
import type { CustomFieldRepository } from './CustomFieldRepository.js';
import type { FieldHints } from './FieldHints.js';

/** What the value of a custom field says: the operators that its type has (`fieldMatches` in libs/common says what they mean). */
export function customFieldRule(fields: CustomFieldRepository, hints: FieldHints): ContactRule {
  return async (ctx, input, { postgres }) => {
    const fieldName = input.text('fieldName');
    const definition = (await fields.listDefinitions(ctx)).find((one) => one.fieldName === fieldName);
    if (!definition) throw input.refuse('fieldName', 'is no custom field of this workspace');
    const operator = input.oneOf(
      'operator',
      FIELD_OPERATORS.filter((one) => fieldRules(definition.fieldType).operators.includes(one)),
    );
    const given = input.value('value');
    const hintsOf = await hints.prepare(ctx, [definition]);
    const reading = operator === 'contains' ? partOf(given) : readField(definition.fieldType, given, hintsOf(definition));
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

/** Part of an address is no address, so it is compared as it is. */
function partOf(given: unknown): ReturnType<typeof readField> {
  return readField('text', given);
}

/** Equality is that of the text: two ids that differ in the seventeenth digit have one float. */
function holds({ fieldType }: CustomFieldDefinition, operator: FieldOperator, operand: string, postgres: boolean): SqlFragment {
  const isNumber = fieldRules(fieldType).sortsBy === 'number';
  const column = sql.raw(isNumber ? 'v.value_number' : 'v.field_value');
  const position = sql.raw(postgres ? 'strpos' : 'instr');
  const bound = isNumber ? Number(operand) : operand;
  switch (operator) {
    case 'is':
      return fieldRules(fieldType).ignoresCase ? sql`LOWER(v.field_value) = ${asciiLower(operand)}` : sql`v.field_value = ${operand}`;
    case 'contains':
      return sql`${position}(LOWER(v.field_value), ${asciiLower(operand)}) > 0`;
    case 'has':
      return sql.join(
        keysOf(operand).map((key) => sql`${position}(v.field_value, ${keyInStored(key)}) > 0`),
        ' AND ',
      );
    case 'above':
      return sql`${column} > ${bound}`;
    case 'below':
      return sql`${column} < ${bound}`;
    case 'isFilled':
      return sql`v.field_value IS NOT NULL`;
  }
}
