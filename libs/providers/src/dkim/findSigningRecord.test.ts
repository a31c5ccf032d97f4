import { NameServers } from '../dns/NameServers.js';
import { DnsServer } from '../testing/index.js';
import { findSigningRecord } from './findSigningRecord.js';
import { signingRecordOf } from './SigningKey.js';

const record = signingRecordOf({ domain: 'garden.example', selector: 'rapport-a1', publicKey: 'MIIB'.repeat(98) });
let dns: DnsServer;
beforeAll(async () => {
  dns = await DnsServer.start();
});
afterAll(() => dns.stop());
afterEach(() => dns.faults.clear());

const { name, value } = record;
const keyOnly = value.replace('v=DKIM1; k=rsa; ', '');
it.each([
  ['as it was shown', [value], 'published'],
  ['without the tags that are taken for granted', [keyOnly], 'published'],
  [
    'with blanks, quotes and other tags',
    [`v=DKIM1;k=rsa ; s=* ; h=sha1:sha256; p=${value.slice(18, 100)}" "${value.slice(100)} ; t=s`],
    'published',
  ],
  ['nowhere', [], 'missing'],
  ['with another key', [value.replace('MIIB', 'MIIC')], 'different'],
  ['cut off', [value.slice(0, 255)], 'different'],
  ['as a key that was taken back', ['v=DKIM1; p='], 'different'],
  ['for another kind of key', [value.replace('k=rsa', 'k=ed25519')], 'different'],
  ['for other services', [`${value}; s=tlsrpt`], 'different'],
  ['for SHA-1 only', [`${value}; h=sha1`], 'different'],
  ['of another version', [value.replace('DKIM1', 'DKIM2')], 'different'],
  ['with its version last', [`${keyOnly}; v=DKIM1`], 'different'],
  ['beside another record', [value, 'v=DKIM1; p=AAAA'], 'several'],
  ['as some other text', ['hello'], 'different'],
])('finds a record %s', async (_, texts, state) => {
  dns.zone = { [name]: { TXT: texts } };
  expect(await findSigningRecord(record, new NameServers([dns.address]))).toEqual({ state, found: texts, code: null });
});

it('follows an alias, and tells name servers that fail from a record that is missing', async () => {
  dns.zone = { [name]: { CNAME: ['keys.relay.example'] }, 'keys.relay.example': { TXT: [value] } };
  expect((await findSigningRecord(record, new NameServers([dns.address]))).state).toBe('published');
  dns.faults.set(name, 'fail');
  expect(await findSigningRecord(record, new NameServers([dns.address]))).toEqual({ state: 'unknown', found: [], code: 'ESERVFAIL' });
});
