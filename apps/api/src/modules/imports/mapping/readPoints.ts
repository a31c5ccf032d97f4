import { readEmail } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { readPhone } from '../../../platform/phone/readPhone.js';
import type { IntakePoint } from '../../lists/public.js';
import { oneLine } from './cells.js';
import type { CellProblem } from './cellProblem.js';
import { isMain, isOfGoogle, mayHoldSeveral, valuesOf, withoutMark } from './severalValues.js';

/** An address or number of a cell; of a number the key is null when nobody knows its country. */
export type ReadPoint = Omit<IntakePoint, 'key' | 'columnIndex'> & { readonly key: string | null };

export interface PointReading {
  readonly points: readonly ReadPoint[];
  /** What is wrong with the first value that could not be read. */
  readonly problem: CellProblem | null;
}

const MAX_LABEL = 40;

/** What a cell holds of addresses or numbers, the main one first. */
export function readPoints(kind: IntakePoint['kind'], cell: string, country: CountryCode | null): PointReading {
  const read = (text: string): ReadPoint | CellProblem => (kind === 'email' ? emailOf(text) : phoneOf(text, country));
  if (!isOfGoogle(cell)) {
    const whole = read(oneLine(cell));
    if (!('code' in whole)) return { points: [whole], problem: null };
    if (!mayHoldSeveral(cell)) return { points: [], problem: whole };
  }
  const values = valuesOf(cell).sort((a, b) => Number(isMain(b)) - Number(isMain(a)));
  const readings = values.map((value) => read(oneLine(withoutMark(value))));
  return {
    points: readings.filter((reading): reading is ReadPoint => !('code' in reading)),
    problem: readings.find((reading) => 'code' in reading) ?? null,
  };
}

/** What a file calls a further address or number: `* Home` of Google is Home. */
export function labelIn(cell: string): string | null {
  return oneLine(withoutMark(cell)).slice(0, MAX_LABEL).trim() || null;
}

const LABELS: readonly (readonly [label: string, words: RegExp])[] = [
  ['Mobile', /mobil|cell|handy|portable|móvil|gsm|whatsapp/i],
  ['Home', /home|privat|personal|domicile|casa|maison/i],
  ['Work', /business|work|office|company|geschäft|büro|dienst|travail|trabajo|lavoro/i],
  ['Main', /main|haupt/i],
  ['Assistant', /assistant|assistenz/i],
  ['Car', /\bcar\b/i],
];

/** What a header tells of the numbers below it: Home Phone is Home. */
export function labelOfHeader(header: string): string | null {
  return LABELS.find(([, words]) => words.test(header))?.[0] ?? null;
}

export const NO_COUNTRY: CellProblem = {
  code: 'phone.noCountry',
  reason: 'A further number needs its country code. Add it, or choose the country of such numbers, then import the row again.',
};

function emailOf(text: string): ReadPoint | CellProblem {
  const reading = readEmail(text);
  if ('problem' in reading) return reading.problem;
  const { address, key } = reading.email;
  return { kind: 'email', value: address, key, label: null };
}

function phoneOf(text: string, country: CountryCode | null): ReadPoint | CellProblem {
  const reading = readPhone(text, country);
  if ('problem' in reading) return reading.problem;
  return { kind: 'phone', value: reading.phone.typed, key: reading.phone.e164, label: null };
}
