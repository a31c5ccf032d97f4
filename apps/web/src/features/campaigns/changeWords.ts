/** Names of what an approval covers, as one would say them. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  content: 'Template',
  template: 'Template',
  templateId: 'Template',
  subject: 'Subject',
  text: 'Text',
  fromName: 'From name',
  fromEmail: 'From address',
  replyTo: 'Replies go to',
  lists: 'Lists',
  excludedLists: 'Left out',
  segments: 'Segments',
  excludedSegments: 'Segments left out',
  topic: 'Topic',
  segmentRules: 'Rules of segments',
  audience: 'Audience',
  audienceCount: 'Number of people',
  preheader: 'Preheader',
  sender: 'Mail server',
  workspaceName: 'Workspace name',
  postalAddress: 'Postal address',
  timeZone: 'Time zone',
  brandColour: 'Brand colour',
  brandLogo: 'Logo',
  tracking: 'Tracking',
  abTest: 'Test of variants',
  variant: 'Variant',
  schedule: 'Schedule',
  name: 'Name',
};

export function fieldWord(field: string): string {
  return FIELD_WORDS[field] ?? FIELD_WORDS[field.split('.')[0] ?? ''] ?? field;
}
