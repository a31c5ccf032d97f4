import type { CampaignLinkCheck } from './campaignQueries';
import { linkFindings } from './linkFindings';

type Link = CampaignLinkCheck['links'][number];

const link = (state: Link['state'], message: string | null, over: Partial<Link> = {}): Link => ({
  url: 'https://a.example/x',
  label: 'Read more',
  state,
  status: null,
  message,
  checkedAt: null,
  ...over,
});

const found = (links: Link[], over: Partial<CampaignLinkCheck> = {}) =>
  linkFindings({ state: 'done', links, leftOut: 0, ...over }, 'email');

it('says nothing before the first answer, where it is switched off, and without links', () => {
  expect(linkFindings(undefined, 'email')).toEqual([]);
  expect(found([], { state: 'off' })).toEqual([]);
  expect(found([])).toEqual([]);
});

it('says that links are being checked, with what is known already', () => {
  expect(found([link('fine', 'Opens.'), link('broken', 'Gone.'), link('checking', null)], { state: 'checking' })).toEqual([
    { code: 'links.broken', severity: 'warning', message: 'Link “Read more”: Gone.', url: 'https://a.example/x', field: 'templateId' },
    { code: 'links.checking', severity: 'checking', message: 'Checking links…' },
  ]);
});

it('tells how many links open, of those that were asked', () => {
  expect(found([link('fine', 'Opens.')])).toMatchObject([{ severity: 'ok', message: 'The link opens.' }]);
  expect(found([link('fine', 'Opens.'), link('fine', 'Opens.')])).toMatchObject([{ message: 'All 2 links open.' }]);
  expect(found([link('fine', 'Opens.'), link('unchecked', 'Silence.'), link('notAsked', 'Yours.')]).at(-1)?.message).toBe(
    '1 of 2 links open.',
  );
});

it('puts many links with the same fate on one line, and few on their own', () => {
  const silent = Array.from({ length: 4 }, () => link('unchecked', 'Couldn’t be checked.'));
  expect(found(silent)).toEqual([
    { code: 'links.unchecked', severity: 'note', message: '4 links: Couldn’t be checked.', field: 'templateId' },
  ]);
  expect(found(silent.slice(1))).toHaveLength(3);
});

it('tells what was not asked, and of texts that there is no label', () => {
  expect(found([link('notAsked', 'Yours.'), link('notAsked', 'Ours.')], { leftOut: 1 }).map(({ message }) => message)).toEqual([
    '2 links aren’t checked because they differ for each recipient or lead to Rapport itself.',
    '1 more link isn’t checked. Open it in a test message.',
  ]);
  expect(linkFindings({ state: 'done', links: [link('insecure', 'Use https.', { label: null })], leftOut: 0 }, 'text')).toMatchObject([
    { message: 'Link: Use https.', field: 'text', severity: 'note' },
  ]);
});
