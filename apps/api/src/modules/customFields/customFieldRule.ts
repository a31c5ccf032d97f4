import {
  anniversarySpans,
  asciiLower,
  customFieldQuestions,
  FIELD_OPERATORS,
  type FieldOperator,
  fieldRules,
  keyInStored,
  keysOf,
  readField,
} from '@rapport/common';
import { sql, type SqlFragment } from '../../platform/database/sql.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { ContactRule, RuleScope } from '../contacts/ContactRuleReferences.js';
import { dayRange, endsIn, type RuleInput } from '../contacts/public.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';
import type { FieldHints } from './FieldHints.js';

export type AskedField = Pick<CustomFieldDefinition, 'id' | 'fieldName' | 'fieldType' | 'options' | 'currency'>;

/** Which fields can be asked for, and where their values are. */
export interface AskedFields<Field extends AskedField> {
  readonly list: (ctx: WorkspaceContext) => Promise<readonly Field[]>;
  /** FROM a table `v` with `field_value` and `value_number`: the value of this field of a row `c` of base_contacts. */
  readonly from: (field: Field) => SqlFragment;
  /** What someone reads who asks for another. */
  readonly unknown: string;
}

/** What the value of a custom field says: the operators that its type has (`fieldMatches` in libs/common says what they mean). */
export function customFieldRule<Field extends AskedField>(fields: AskedFields<Field>, hints: FieldHints): ContactRule {
  return async (ctx, input, scope) => {
    const { postgres } = scope;
    const fieldName = input.text('fieldName');
    const definition = (await fields.list(ctx)).find((one) => one.fieldName === fieldName);
    if (!definition) throw input.refuse('fieldName', fields.unknown);
    const asked = input.oneOf(
      'operator',
      customFieldQuestions(definition.fieldType, definition.options).flatMap(({ operator }) => operator ?? []),
    );
    const own = fields.from(definition);
    const value = sql`(SELECT v.field_value ${own})`;
    const operator = FIELD_OPERATORS.find((one) => one === asked);
    const hintsOf = await hints.prepare(ctx, [definition]);
    if (operator === undefined) {
      const read = (given: string) => readField(definition.fieldType, given, hintsOf(definition));
      return { matches: sql`EXISTS (SELECT 1 ${own} AND ${await holdsBesides(definition, asked, { input, scope, read })})`, value };
    }
    const given = input.value('value');
    const reading = operator === 'contains' ? partOf(given) : readField(definition.fieldType, given, hintsOf(definition));
    if ('problem' in reading) throw input.refuse('value', `cannot be read. ${reading.problem.message.replace(/\.$/, '')}`);
    if ((reading.value === null) !== (operator === 'isFilled'))
      throw input.refuse('value', operator === 'isFilled' ? 'has no meaning for isFilled' : 'must be given');
    return { matches: sql`EXISTS (SELECT 1 ${own} AND ${holds(definition, operator, reading.value ?? '', postgres)})`, value };
  };
}

/** Part of an address is no address, so it is compared as it is. */
function partOf(given: unknown): ReturnType<typeof readField> {
  return readField('text', given);
}

interface Asked {
  readonly input: RuleInput;
  readonly scope: RuleScope;
  readonly read: (given: string) => ReturnType<typeof readField>;
}

/** What can be asked of every text, choice or day, whatever its type says. */
async function holdsBesides({ fieldType, options }: AskedField, operator: string, { input, scope, read }: Asked): Promise<SqlFragment> {
  const { values } = input.ask(customFieldQuestions(fieldType, options));
  if (operator === 'startsWith') {
    const start = asciiLower(String(values['value']));
    return sql`SUBSTR(LOWER(v.field_value), 1, ${[...start].length}) = ${start}`;
  }
  if (operator === 'endsWith') return endsIn(sql`LOWER(v.field_value)`, asciiLower(String(values['value'])));
  if (operator === 'anyOf') {
    const { ignoresCase } = fieldRules(fieldType);
    const stored = (values['values'] as readonly string[]).map((given) => {
      const reading = read(given);
      if ('problem' in reading || reading.value === null)
        throw input.refuse('values', `holds “${given.slice(0, 60)}”, which cannot be read`);
      return ignoresCase ? asciiLower(reading.value) : reading.value;
    });
    return sql`${sql.raw(ignoresCase ? 'LOWER(v.field_value)' : 'v.field_value')} IN (${sql.list(stored)})`;
  }
  const place = await scope.place();
  if (operator === 'anniversaryIn') {
    const spans = anniversarySpans(place.today, Number(values['days']));
    const day = sql`SUBSTR(v.field_value, 6, 5)`;
    return sql`(${sql.join(
      spans.map(([from, to]) => sql`${day} BETWEEN ${from} AND ${to}`),
      ' OR ',
    )})`;
  }
  const { from, until } = dayRange(operator, values, place);
  const edge = fieldRules(fieldType).editor === 'dateTime' ? 'moment' : 'day';
  return sql.join(
    [...(from ? [sql`v.field_value >= ${from[edge]}`] : []), ...(until ? [sql`v.field_value < ${until[edge]}`] : [])],
    ' AND ',
  );
}

/** Equality is that of the text: two ids that differ in the seventeenth digit have one float. */
function holds({ fieldType }: AskedField, operator: FieldOperator, operand: string, postgres: boolean): SqlFragment {
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

/** Where values of fields of the workspace are. */
export function valueOfField({ id, fieldName }: AskedField): SqlFragment {
  return sql`FROM custom_fields v WHERE v.contact_id = c.id AND v.field_name = ${fieldName} AND v.definition_id = ${id}`;
}
