import { fullName } from '@rapport/common';
import type { RenderContact } from '../../templates/public.js';

export interface SampledContact extends RenderContact {
  readonly id: string;
}

export interface WorstContact {
  readonly contact: SampledContact;
  readonly why: string;
}

type Candidate = { contact: SampledContact; weight: number; why: string };

/** Up to `limit` people whose message is most likely to look wrong: gaps first, then long values, then unusual characters. */
export function worstContacts(sample: readonly SampledContact[], limit: number): WorstContact[] {
  const rankings = [
    sample.map(gaps),
    sample.map(longestName),
    sample.map(unusualCharacters),
    sample.map(longestCompany),
    sample.map(shouting),
  ];
  const chosen = new Map<string, WorstContact>();
  for (const ranking of rankings) {
    const [worst] = ranking.filter(({ weight, contact }) => weight > 0 && !chosen.has(contact.id)).sort((a, b) => b.weight - a.weight);
    if (worst) chosen.set(worst.contact.id, { contact: worst.contact, why: worst.why });
  }
  for (const contact of sample) {
    if (chosen.size >= limit) break;
    if (!chosen.has(contact.id)) chosen.set(contact.id, { contact, why: 'Ordinary contact' });
  }
  return [...chosen.values()].slice(0, limit);
}

function gaps(contact: SampledContact): Candidate {
  const missing = [
    contact.firstName?.trim() ? null : 'first name',
    contact.lastName?.trim() ? null : 'last name',
    contact.company?.trim() ? null : 'company',
    contact.phone?.trim() ? null : 'phone',
  ].filter((name): name is string => name !== null);
  // A missing first name is what people notice.
  const weight = missing.length + (missing.includes('first name') ? 10 : 0);
  return {
    contact,
    weight: missing.includes('first name') || missing.includes('company') ? weight : 0,
    why: `Has no ${missing.join(', no ')}`,
  };
}

function longestName(contact: SampledContact): Candidate {
  const length = nameOf(contact).length;
  return { contact, weight: length > 20 ? length : 0, why: `A long name (${length} characters)` };
}

function longestCompany(contact: SampledContact): Candidate {
  const length = contact.company?.length ?? 0;
  return { contact, weight: length > 25 ? length : 0, why: `A long company name (${length} characters)` };
}

function unusualCharacters(contact: SampledContact): Candidate {
  const unusual = [...`${nameOf(contact)}${contact.company ?? ''}`].filter(
    (character) => !/[\p{Script=Latin}\p{Zs}'’.,&()-]/u.test(character),
  );
  return { contact, weight: unusual.length, why: 'Unusual characters in the name or company' };
}

function shouting(contact: SampledContact): Candidate {
  const name = nameOf(contact);
  const isOdd =
    name.length > 3 && (name === name.toUpperCase() || name === name.toLowerCase()) && name.toUpperCase() !== name.toLowerCase();
  return { contact, weight: isOdd ? name.length : 0, why: 'The name is written in capitals or small letters only' };
}

function nameOf(contact: SampledContact): string {
  return fullName(contact) ?? '';
}
