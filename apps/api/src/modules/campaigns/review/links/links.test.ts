import { AppError } from '../../../../platform/http/AppError.js';
import {
  downgraded,
  foreignPort,
  privateAddress,
  tooManyRedirects,
  tooSlowToAnswer,
  unreachable,
} from '../../../../platform/http/outgoing/outgoingErrors.js';
import { judgeLink } from './judgeLink.js';
import { linksOfText } from './linksOfText.js';

const online = (): Promise<boolean> => Promise.resolve(true);
const offline = (): Promise<boolean> => Promise.resolve(false);

/** Answers by address: a status, or what is thrown. */
function network(answers: Record<string, number | AppError>) {
  const asked: string[] = [];
  return {
    asked,
    probe: (url: string) => {
      asked.push(url);
      const answer = answers[url] ?? 404;
      return typeof answer === 'number' ? Promise.resolve({ status: answer, url }) : Promise.reject(answer);
    },
  };
}

const because = (code: string): AppError => unreachable(Object.assign(new Error(code), { code }));
const judged = (answer: number | AppError, isOnline = online) =>
  judgeLink('https://a.example/', network({ 'https://a.example/': answer }), isOnline);

it.each([200, 204, 206])('a link that answers %i opens', async (status) => {
  expect(await judged(status)).toMatchObject({ state: 'fine', status });
});

it.each([404, 410])('a page that answers %i does not exist', async (status) => {
  expect(await judged(status)).toMatchObject({ state: 'broken', status, message: expect.stringContaining(String(status)) });
});

it.each([400, 401, 403, 405, 429, 451, 500, 503])('%i says neither that it opens nor that it does not', async (status) => {
  expect(await judged(status)).toMatchObject({ state: 'unchecked', status });
});

it.each([
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
])('a certificate that browsers refuse is told: %s', async (code) => {
  expect(await judged(because(code))).toMatchObject({ state: 'broken', status: null, message: expect.stringContaining('certificate') });
});

it('a name that does not exist is told only where other names are found', async () => {
  expect(await judged(because('ENOTFOUND'))).toMatchObject({ state: 'broken', message: expect.stringContaining('spelling') });
  expect(await judged(because('ENOTFOUND'), offline)).toMatchObject({ state: 'unchecked' });
  expect(await judged(because('EAI_AGAIN'))).toMatchObject({ state: 'unchecked' });
});

it.each([
  [privateAddress(), 'broken'],
  [foreignPort(), 'unchecked'],
  [tooManyRedirects(), 'unchecked'],
  [tooSlowToAnswer(5), 'unchecked'],
  [downgraded(), 'unchecked'],
  [because('ECONNREFUSED'), 'unchecked'],
  [unreachable('no error at all'), 'unchecked'],
] as const)('%s is told as %s', async (error, state) => {
  expect(await judged(error)).toMatchObject({ state, status: null });
});

it('http is a hint where https answers too, and only there', async () => {
  const both = network({ 'http://a.example/?b=1': 200, 'https://a.example/?b=1': 200 });
  expect(await judgeLink('http://a.example/?b=1', both, online)).toMatchObject({ state: 'insecure', status: 200 });
  const without = network({ 'http://a.example/': 200, 'https://a.example/': because('ECONNREFUSED') });
  expect(await judgeLink('http://a.example/', without, online)).toMatchObject({ state: 'fine' });
  const dead = network({ 'http://a.example/': 404 });
  expect(await judgeLink('http://a.example/', dead, online)).toMatchObject({ state: 'broken' });
  expect(dead.asked).toEqual(['http://a.example/']);
});

it('what is no error of the network is not taken for one', async () => {
  await expect(judgeLink('https://a.example/', { probe: () => Promise.reject(new Error('a bug')) }, online)).rejects.toThrow('a bug');
});

it.each([
  ['See https://a.example/x, and (http://b.example/y).', ['https://a.example/x', 'http://b.example/y']],
  ['https://a.example/?a=1&b=2 https://a.example/?a=1&b=2', ['https://a.example/?a=1&b=2', 'https://a.example/?a=1&b=2']],
  ['Mail a@b.example or www.a.example', []],
  ['https://', []],
])('the addresses of a text: %s', (words, urls) => {
  expect(linksOfText(words)).toEqual(urls.map((url) => ({ url, label: null, isPersonal: false })));
});

it('an address with a merge tag belongs to one recipient', () => {
  expect(linksOfText('https://a.example/{{ contact.first_name | default: "you" }}/x now')).toEqual([
    { url: 'https://a.example/{{ contact.first_name | default: "you" }}/x', label: null, isPersonal: true },
  ]);
});
