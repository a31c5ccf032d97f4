import {
  assignTarget,
  fieldNameFor,
  hasLocalPhones,
  mappingNotices,
  targetGroups,
  targetLabel,
  withColumnChoices,
  type ImportColumn,
} from './mapping';

function column(index: number, header: string, target: string, more: Partial<ImportColumn> = {}): ImportColumn {
  return {
    index,
    header,
    target,
    samples: [],
    suggestedBy: 'header',
    newField: null,
    proposedType: 'text',
    dateOrder: null,
    dateOrderFrom: null,
    needsDateOrder: false,
    values: null,
    ...more,
  };
}

const columns = [
  column(0, 'Name', 'fullName'),
  column(1, 'Mail', 'primaryEmail'),
  column(2, 'Mail 2', 'ignore'),
  column(3, 'Size', 'ignore'),
];

describe('giving a column its target', () => {
  it('changes only that column when the target is free', () => {
    expect(assignTarget(columns, 3, 'company')).toEqual({ choices: [{ index: 3, target: 'company' }], displaced: null });
  });

  it('takes it from the column that has it, because two columns cannot fill one field', () => {
    const { choices, displaced } = assignTarget(columns, 2, 'primaryEmail');
    expect(choices).toEqual([
      { index: 1, target: 'ignore' },
      { index: 2, target: 'primaryEmail' },
    ]);
    expect(displaced?.header).toBe('Mail');
    expect(withColumnChoices(columns, choices).map(({ target }) => target)).toEqual(['fullName', 'ignore', 'primaryEmail', 'ignore']);
  });

  it('leaves out any number of columns', () => {
    expect(assignTarget(columns, 1, 'ignore').displaced).toBeNull();
  });

  it('hands a new field on with its definition', () => {
    const withNew = [...columns.slice(0, 3), column(3, 'Size', 'custom:size', { newField: { label: 'Size', fieldType: 'number' } })];
    expect(assignTarget(withNew, 2, 'custom:size').choices).toEqual([
      { index: 3, target: 'ignore' },
      { index: 2, target: 'custom:size', newField: { label: 'Size', fieldType: 'number' } },
    ]);
  });
});

describe('what is said before an import', () => {
  const codes = (targets: string[]) =>
    mappingNotices(targets.map((target, index) => column(index, `c${index}`, target))).map(({ severity, code }) => `${severity} ${code}`);

  it('stands in the way when nothing tells who someone is', () => {
    expect(codes(['ignore', 'createdOn', 'custom:size'])).toEqual(['error nothingMapped']);
  });

  it('warns when there is no address to write to', () => {
    expect(codes(['firstName', 'primaryPhone'])).toEqual(['warning noEmail']);
  });

  it('warns when names come twice', () => {
    expect(codes(['primaryEmail', 'fullName', 'lastName'])).toEqual(['warning namesTwice']);
  });

  it('stops where dates can be read in two ways, and where it is open who may be mailed', () => {
    const dates = [column(0, 'Email', 'primaryEmail'), column(1, 'Since', 'custom:since', { needsDateOrder: true })];
    expect(mappingNotices(dates).map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['dateOrder', 'error', 'Choose how the dates in “Since” are written.'],
    ]);
    expect(mappingNotices([column(0, 'Email', 'primaryEmail')], true).map(({ code }) => code)).toEqual(['consent']);
  });

  it('is silent about a good mapping', () => {
    expect(codes(['primaryEmail', 'firstName', 'lastName'])).toEqual([]);
  });
});

describe('a new field', () => {
  it('gets a plain name that is not taken', () => {
    expect(fieldNameFor('Shoe size', new Set())).toBe('shoe_size');
    expect(fieldNameFor('Größe (cm)', new Set())).toBe('gro_e_cm');
    expect(fieldNameFor('2nd address', new Set())).toBe('nd_address');
    expect(fieldNameFor('الاسم', new Set(['field']))).toBe('field_2');
    expect(fieldNameFor('Shoe size', new Set(['shoe_size', 'shoe_size_2']))).toBe('shoe_size_3');
    expect(fieldNameFor('x'.repeat(200), new Set())).toMatch(/^[a-z][a-z0-9_]{0,59}$/);
  });

  it('is offered to other columns, and named by its label', () => {
    const made = [column(0, 'Size', 'custom:size', { newField: { label: 'Shoe size', fieldType: 'number' } })];
    const own = targetGroups(made, [{ fieldName: 'plan', label: 'Plan' }])[2]?.items.map(({ value }) => value);
    expect(own).toEqual(['custom:plan', 'custom:size', '$new']);
    expect(targetLabel(made[0]!, [])).toBe('Shoe size');
  });
});

it('asks for a country only when numbers do not say theirs', () => {
  const phones = (...samples: string[]) => hasLocalPhones([column(0, 'Phone', 'primaryPhone', { samples })]);
  expect(phones('+49 30 901820', '0049 30 1')).toBe(false);
  expect(phones('+49 30 901820', '030 901820')).toBe(true);
  expect(phones('unknown')).toBe(false);
});
