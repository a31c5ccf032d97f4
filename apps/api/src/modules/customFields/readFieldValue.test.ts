import { readFieldValue } from './readFieldValue.js';

const field = (fieldType: 'text' | 'number' | 'date' | 'boolean' | 'select') => ({ label: 'Field', fieldType, options: ['Free', 'Team'] });

describe('readFieldValue', () => {
  it('stores every type as text', () => {
    expect(readFieldValue(field('number'), 10)).toEqual({ value: '10' });
    expect(readFieldValue(field('number'), ' 1.50 ')).toEqual({ value: '1.5' });
    expect(readFieldValue(field('boolean'), true)).toEqual({ value: 'true' });
    expect(readFieldValue(field('date'), '2024-02-29')).toEqual({ value: '2024-02-29' });
    expect(readFieldValue(field('select'), 'Team')).toEqual({ value: 'Team' });
  });

  it('takes empty text for no value', () => {
    expect(readFieldValue(field('number'), ' ')).toEqual({ value: null });
    expect(readFieldValue(field('text'), null)).toEqual({ value: null });
  });

  it('says what is wrong', () => {
    expect(readFieldValue(field('number'), 'ten')).toEqual({ problem: 'Field must be a number such as 12.5.' });
    expect(readFieldValue(field('date'), '2023-02-29')).toHaveProperty('problem');
    expect(readFieldValue(field('boolean'), 'maybe')).toHaveProperty('problem');
    expect(readFieldValue(field('select'), 'Gold')).toHaveProperty('problem');
    expect(readFieldValue(field('text'), { deep: 1 })).toHaveProperty('problem');
  });
});
