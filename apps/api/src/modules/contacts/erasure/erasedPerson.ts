import { asciiDigits } from '@rapport/common';
import type { ErasedPerson } from '../../../platform/references/PersonErasers.js';
import type { StoredPoint } from '../ContactPointRepository.js';
import type { ContactRow } from '../contactRows.js';

/** A shorter number is part of too many others. */
const LEAST_DIGITS = 7;

/** By what someone is found wherever something was written about them. Not by name: others have it too. */
export function erasedPerson(row: ContactRow, points: readonly StoredPoint[], formerIds: readonly string[] = []): ErasedPerson {
  const ofKind = (kind: StoredPoint['kind']): StoredPoint[] => points.filter((point) => point.kind === kind);
  const emailKeys = [row.emailKey, ...ofKind('email').map(({ key }) => key)].filter((key) => key !== null);
  const phones = [row.phoneE164, ...ofKind('phone').map(({ key }) => key)].filter((key) => key !== null);
  const typed = [row.primaryEmail, row.primaryPhone, ...points.map(({ value }) => value)].filter((value) => value !== null);
  const isLong = (text: string): boolean => text.includes('@') || asciiDigits(text).replace(/\D/g, '').length >= LEAST_DIGITS;
  const contactIds = [row.id, ...formerIds];
  const marks = [...contactIds, ...[...emailKeys, ...phones, ...phones.map((phone) => phone.slice(1)), ...typed].filter(isLong)];
  return { contactId: row.id, contactIds, emailKeys, phones, marks: [...new Set(marks.map((mark) => mark.toLowerCase()))] };
}
