import { asciiDigits, emailKey, foldText, fullName, isDenseScript, removeInvisible, shortTermsOf } from '@rapport/common';

/** The fields of a contact as people see them; null is "no value". */
export interface ContactFields {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

/** What is stored beside them so that the database can compare, sort and search without asking again. */
export interface ContactKeys {
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
  readonly sortName: string | null;
  readonly sortCompany: string | null;
  readonly searchText: string;
  /** What finds the contact by one or two characters, with blanks between. */
  readonly searchShort: string;
}

/** Surrounding and repeated white space is never meant, nor are control characters; nothing that can be seen means no value. An import reads cells alike. */
export function cleanText(text: string | null | undefined): string | null {
  const clean = text?.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  return clean && removeInvisible(clean).trim() ? clean : null;
}

export type PointKind = 'email' | 'phone';

/** A further address or number: as typed, and the form in which two spellings are the same. */
export interface PointValue {
  readonly kind: PointKind;
  readonly value: string;
  readonly key: string;
  /** What it is called: Work, Home. */
  readonly label?: string | null;
}

export function contactKeys(fields: ContactFields, phoneE164: string | null, points: readonly PointValue[] = []): ContactKeys {
  const name = fullName(fields);
  const sortName = name && foldText(name);
  const sortCompany = fields.company && foldText(fields.company);
  const email = fields.primaryEmail && emailKey(fields.primaryEmail);
  const phoneDigits = fields.primaryPhone && asciiDigits(fields.primaryPhone).replace(/\D/g, '');
  const undivided = undividedName(fields);
  const mailbox = email && wordsOf(email.slice(0, email.lastIndexOf('@')));
  const shortTerms = shortTermsOf(joined([sortName, undivided, mailbox, sortCompany], ' '));
  return {
    emailKey: email,
    phoneE164,
    sortName,
    sortCompany,
    searchText: joined(
      [
        sortName,
        undivided,
        email,
        typedDomain(fields.primaryEmail, email),
        phoneE164,
        phoneDigits,
        sortCompany,
        ...(points.length > 0 ? points.flatMap(pointTexts) : []),
      ],
      '\n',
    ),
    searchShort: [...shortTerms].join(' '),
  };
}

function joined(texts: readonly (string | null)[], separator: string): string {
  let all = '';
  for (const text of texts) if (text) all = all === '' ? text : `${all}${separator}${text}`;
  return all;
}

const PLAIN_WORD = /^[a-z0-9]+$/;

function wordsOf(mailbox: string): string {
  return PLAIN_WORD.test(mailbox) ? mailbox : mailbox.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ');
}

function pointTexts({ kind, value, key }: PointValue): (string | null)[] {
  return [key, kind === 'email' ? typedDomain(value, key) : asciiDigits(value).replace(/\D/g, '')];
}

/** 王小明 is looked for as it is written: with the family name in front, and without a blank. */
function undividedName({ firstName, lastName }: ContactFields): string | null {
  if (!firstName || !lastName || !isDenseScript(firstName + lastName)) return null;
  return foldText(`${lastName}${firstName}`).replace(/\s+/g, '');
}

/** An address of another script is found as people write it, too. */
function typedDomain(typed: string | null, key: string | null): string | null {
  const folded = typed && foldText(typed);
  return folded === key ? null : folded;
}
