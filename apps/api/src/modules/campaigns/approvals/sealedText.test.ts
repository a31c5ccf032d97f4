import { type SealInput, sealedFields } from './sealedFields.js';

const input: SealInput = {
  campaign: {
    ...{ subject: null, text: 'Hi Ann', fromName: null, fromEmail: null, replyTo: null, schedule: { kind: 'now' }, abTest: null },
    audience: { channel: 'text', listIds: ['l1'], excludeListIds: [], segmentIds: [], excludeSegmentIds: [], topicId: null },
  },
  content: null,
  variantContents: new Map(),
  listNames: new Map([['l1', 'Friends']]),
  segmentNames: new Map(),
  topicNames: new Map(),
  segmentRules: '',
  sender: { accountId: null, type: 'mail_lab', settings: {}, text: 'Mail lab' },
  workspace: { name: 'Garden Club', postalAddress: null, timeZone: 'UTC' },
  brand: { logo: null, colour: null, language: 'en', isColourReadable: true },
  tracking: { opens: false, clicks: false, isAnonymous: false, utm: null },
};

it('covers the words of a text, its people and its account, and nothing that only an email has', () => {
  const sealed = sealedFields(input);
  expect(sealed.map(({ field }) => field)).toEqual([
    'text',
    'lists',
    'excludedLists',
    'schedule',
    'sender',
    'workspaceName',
    'postalAddress',
    'timeZone',
  ]);
  expect(sealed[0]).toEqual({ field: 'text', value: 'Hi Ann', shown: 'Hi Ann' });
});

it('covers of an email what it covered before there were texts', () => {
  const content = {
    id: 'v1',
    templateId: 't1',
    version: 2,
    name: 'News',
    subject: 'Hello',
    preheader: null,
    bodyHtml: '<p>Hi</p>',
    signature: null,
  };
  const fields = sealedFields({ ...input, content: content as SealInput['content'] }).map(({ field }) => field);
  expect(fields).toEqual([
    ...['content', 'subject', 'preheader', 'fromName', 'fromEmail', 'replyTo', 'lists', 'excludedLists', 'schedule', 'sender'],
    ...['workspaceName', 'postalAddress', 'timeZone', 'brandColour', 'brandLogo'],
  ]);
});
