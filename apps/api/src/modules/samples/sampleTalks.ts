import type { NewTimelineEntry } from '../timeline/public.js';
import type { SampleContact } from './sampleContacts.js';

interface SampleTalk extends Pick<NewTimelineEntry, 'type' | 'content'> {
  readonly days: number;
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
  { notes: 'Walked through the first import. Two columns were swapped.', duration: 780 },
  { notes: 'Answered questions about the Team plan.', duration: 420 },
  { notes: 'Left a message and offered a time on Thursday.', duration: 60 },
];

/** What was said with one of the sample's people, in the time since they were added. */
export function sampleTalks(person: SampleContact, index: number): SampleTalk[] {
  const talks: SampleTalk[] = [];
  if (index % 5 === 0) talks.push({ days: person.addedDaysAgo / 2, type: 'note', content: { text: NOTES[(index / 5) % NOTES.length] } });
  if (index % 11 === 3) talks.push({ days: person.addedDaysAgo / 3, type: 'call', content: { ...CALLS[index % CALLS.length] } });
  return talks;
}
