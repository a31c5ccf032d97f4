import type { NewTimelineEntry } from '../timeline/public.js';
import type { SampleContact } from './sampleContacts.js';

interface SampleTalk {
  readonly days: number;
  readonly entryOf: (contactId: string) => NewTimelineEntry;
}

const NOTES = [
  'Met at the harbour fair. Wants to see the reports page.',
  'The trial goes well. They decide after the holidays.',
  'Prefers email to calls.',
  'Asked for an offer for the whole team.',
  'Moves to a new office in spring and needs two more seats.',
  'Uses the shared notes every day. Would be a good reference.',
];
const CALLS = [
  { notes: 'Walked through the first import. Two columns were swapped.', duration: 780, direction: 'outgoing', outcome: 'connected' },
  { notes: 'Answered questions about the Team plan.', duration: 420, direction: 'incoming', outcome: 'connected' },
  { notes: 'Left a message and offered a time on Thursday.', duration: 60, direction: 'outgoing', outcome: 'voicemail' },
] as const;

/** What was said with one of the sample's people, in the time since they were added. */
export function sampleTalks(person: SampleContact, index: number): SampleTalk[] {
  const talks: SampleTalk[] = [];
  const [text, call] = [NOTES[(index / 5) % NOTES.length], CALLS[index % CALLS.length]];
  if (index % 5 === 0 && text !== undefined)
    talks.push({ days: person.addedDaysAgo / 2, entryOf: (contactId) => ({ contactId, type: 'note', content: { text } }) });
  if (index % 11 === 3 && call)
    talks.push({ days: person.addedDaysAgo / 3, entryOf: (contactId) => ({ contactId, type: 'call', content: call }) });
  return talks;
}
