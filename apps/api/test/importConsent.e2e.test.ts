import { dataOf, errorOf } from './support/Person.js';
import { queryOne, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { waitFor } from './support/waitFor.js';
import { personForEach } from './support/personForEach.js';
import { contactByEmail, endOf, fixture, type ImportAnswer, runImport, uploadFile } from './support/imports.js';

const app = personForEach('Cora Consent');

const statusOf = async (name: string): Promise<string> => (await contactByEmail(app.person, `${name}@example.com`)).emailStatus;
const start = (id: string) => app.person.post(`imports/${id}/start`, { mode: 'createAndUpdate' });
const people = 'Name,Email\nAnn,ann@example.com\nBob,bob@example.com\n';

describe('people who said no', () => {
  it('are known by a translated export of Mailchimp, whose addresses of computers are no phone numbers', async () => {
    const name = 'unsubscribed_segment_export_c4d2.csv';
    const uploaded = await dataOf<ImportAnswer>(uploadFile(app.person, fixture(name), name));
    expect(uploaded).toMatchObject({ preset: 'mailchimp', consent: { question: null } });
    expect(uploaded.columns.filter(({ target }) => target !== 'ignore').map(({ header, target }) => [header, target])).toEqual([
      ['Emailadresse', 'primaryEmail'],
      ['Vorname', 'firstName'],
      ['Nachname', 'lastName'],
      ['OPTIN_TIME', 'createdOn'],
      ['TAGS', 'lists'],
    ]);
    await dataOf(start(uploaded.id));
    await endOf(app.person, uploaded.id);
    expect(await Promise.all(['nein.nora', 'schluss.sven'].map(statusOf))).toEqual(['unsubscribed', 'unsubscribed']);
  });

  it('are known by a status', async () => {
    await runImport(app.person, fixture('status_uuid_export.csv'));
    expect(await Promise.all(['enabled.eva', 'blocked.bob', 'disabled.dan'].map(statusOf))).toEqual([
      'subscribed',
      'unsubscribed',
      'unsubscribed',
    ]);
  });

  it('are known by columns of yes and no', async () => {
    await runImport(app.person, fixture('optout_columns.csv'));
    expect(await Promise.all(['yes.yara', 'opted.otto', 'dnc.dora', 'unsub.ugo'].map(statusOf))).toEqual([
      'subscribed',
      'unsubscribed',
      'unsubscribed',
      'unsubscribed',
    ]);
  });

  it.each([
    ['Email Opt Out', 'true', 'unsubscribed'],
    ['unsub', 'x', 'unsubscribed'],
    ['Abgemeldet', 'ja', 'unsubscribed'],
    ['Abgemeldet am', '05.01.2025', 'unsubscribed'],
    ['désabonné', 'oui', 'unsubscribed'],
    ['EMAIL_BLACKLISTED', 'true', 'unsubscribed'],
    ['Unsubscribed from all email', 'Yes', 'unsubscribed'],
    ['Subscribed', 'nein', 'unsubscribed'],
    ['E-Mail-Status', 'abgemeldet', 'unsubscribed'],
    ['Hard bounce', '2025-01-05', 'bounced'],
    ['Marked as spam', '1', 'complained'],
  ])('are known by “%s” with “%s”', async (header, value, status) => {
    await runImport(app.person, `Name,Email,${header}\nAnn,ann@example.com,${value}\nBob,bob@example.com,\n`);
    expect([await statusOf('ann'), await statusOf('bob')]).toEqual([status, 'subscribed']);
  });

  it('are kept by the thousand, each with the event and the timeline entry', async () => {
    const rows = Array.from({ length: 7_000 }, (_, i) => `P${i},p${i}@example.com,${i % 7 === 0 ? '' : 'yes'}`);
    // One of them twice, in the same batch, and one that has said no already.
    await runImport(app.person, 'Name,Email,unsub\nP3,p3@example.com,yes\n');
    await runImport(app.person, `Name,Email,unsub\n${rows.join('\n')}\nP1,p1@example.com,yes\n`);
    const { manager } = app.test.services.dataSource;
    const count = async (query: SqlFragment): Promise<number> => Number((await queryOne<{ n: number }>(manager, query))?.n);
    const ws = app.person.workspaceId;
    expect(await count(sql`SELECT COUNT(*) AS n FROM suppressions WHERE workspace_id = ${ws} AND reason = 'unsubscribed'`)).toBe(6_000);
    expect(await count(sql`SELECT COUNT(*) AS n FROM consent_events WHERE workspace_id = ${ws} AND event = 'unsubscribed'`)).toBe(6_000);
    await waitFor('the timeline', async () => {
      const query = sql`SELECT COUNT(DISTINCT contact_id) AS n FROM communication_logs WHERE workspace_id = ${ws} AND type = 'system'`;
      return (await count(query)) === 6_000;
    });
    expect(await Promise.all(['p0', 'p1', 'p6999'].map(statusOf))).toEqual(['subscribed', 'unsubscribed', 'unsubscribed']);
  });

  it.each(['bounces.csv', 'cleaned_list.csv', 'suppression list.csv', 'Abmeldungen.csv'])(
    'may be all of %s: the import does not start without an answer',
    async (name) => {
      const { id, consent } = await dataOf<ImportAnswer>(uploadFile(app.person, people, name));
      expect(consent).toMatchObject({ question: { column: null }, answer: null });
      const refusal = await errorOf(start(id));
      expect([refusal.status, refusal.fields[0]?.field, refusal.fields[0]?.code]).toEqual([422, 'consent', 'import.consentNeeded']);
      expect(refusal.message).toContain(name);
      await dataOf(app.person.patch(`imports/${id}`, { consent: 'suppressAll' }));
      await dataOf(start(id));
      expect((await endOf(app.person, id)).counts.created).toBe(2);
      expect(await statusOf('ann')).not.toBe('subscribed');
    },
  );

  it('are nobody when a person says that the name of the file is chance', async () => {
    await runImport(app.person, people, { name: 'bounces.csv', update: { consent: 'asMarked' } });
    expect(await statusOf('ann')).toBe('subscribed');
  });

  it('may be meant by a column: the strict reading holds unless a person says otherwise', async () => {
    const file = 'Name,Email,Status\nAnn,ann@example.com,active\nBob,bob@example.com,inactive\n';
    const { id, consent } = await dataOf<ImportAnswer>(uploadFile(app.person, file));
    expect(consent.question).toEqual({ column: 'Status', values: ['inactive'], suggests: 'unsubscribed' });
    expect((await errorOf(start(id))).fields[0]?.code).toBe('import.consentNeeded');
    await runImport(app.person, file, { update: { consent: 'onlyClear' } });
    expect(await statusOf('bob')).toBe('subscribed');
    await runImport(app.person, file, { update: { consent: 'asMarked' } });
    expect([await statusOf('ann'), await statusOf('bob')]).toEqual(['subscribed', 'unsubscribed']);
  });

  it('stay so whatever a later file says', async () => {
    await runImport(app.person, 'Name,Email,Opted out\nAnn,ann@example.com,yes\n');
    await runImport(app.person, 'Name,Email,Opted out,Subscribed\nAnn,ann@example.com,no,yes\n', { update: { consent: 'onlyClear' } });
    expect(await statusOf('ann')).toBe('unsubscribed');
    const stranger = await app.test.stranger('Sam Stranger');
    const { id } = await dataOf<ImportAnswer>(uploadFile(app.person, people, 'bounces.csv'));
    expect((await errorOf(stranger.patch(`imports/${id}`, { consent: 'asMarked' }))).status).toBe(404);
  });
});
