import { SmtpSink } from '@rapport/providers/testing';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { approve, createCampaign, recipientsOf, seedList, untilStatus, useSink } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Review {
  preflight: { code: string; severity: string; message: string }[];
}

let test: TestApp;
let sink: SmtpSink;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start({ smtpUtf8: false });
  await useSink(test.owner, sink);
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});

it('sends ASCII only to a server without SMTPUTF8: whom it cannot reach fails with the reason, and the preflight counts them', async () => {
  const { manager } = test.services.dataSource;
  const { listId, contactIds } = await seedList(manager, test.owner.workspaceId, 12, 'letters');
  await execute(
    manager,
    sql`UPDATE base_contacts SET primary_email = 'müller@example.com', email_key = 'müller@example.com' WHERE id = ${contactIds[3]}`,
  );
  const campaign = await createCampaign(test.owner, [listId], { fromEmail: 'club@bücher.example', replyTo: 'answers@bücher.example' });
  const { preflight } = await dataOf<Review>(test.owner.get(`campaigns/${campaign.id}/review`));
  expect(preflight.find(({ code }) => code === 'audience.utf8')).toMatchObject({
    severity: 'warning',
    message: expect.stringMatching(/^1 recipient has/),
  });
  expect(preflight.filter(({ severity }) => severity === 'error')).toEqual([]);
  await approve(test.owner, campaign.id);
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  const done = await untilStatus(test.owner, campaign.id, 'sent');
  expect(done.counts).toMatchObject({ accepted: 11, failed: 1, uncertain: 0 });
  const [failed] = await recipientsOf(test.owner, campaign.id, '&state=failed');
  expect(failed).toMatchObject({ email: 'müller@example.com', error: expect.stringContaining('SMTPUTF8') });
  expect(await queryRows(manager, sql`SELECT 1 FROM suppressions WHERE address_key = 'müller@example.com'`)).toEqual([]);
  const bytes = Buffer.concat(sink.rawBytes);
  expect(bytes.length).toBeGreaterThan(1_000);
  expect(bytes.every((byte) => byte < 0x80)).toBe(true);
  for (const { messageId } of await recipientsOf(test.owner, campaign.id, '&state=accepted'))
    expect(messageId).toMatch(/^<[\w-]+@xn--bcher-kva\.example>$/);
});

it.each([
  ['fromEmail', 'jörg@example.com', 'campaign.fromEmailNeedsUtf8'],
  ['replyTo', 'jörg@example.com', 'campaign.replyToNeedsUtf8'],
])('does not start a campaign whose %s the server cannot carry', async (field, address, code) => {
  const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 1, field);
  const campaign = await createCampaign(test.owner, [listId], { [field]: address });
  const { preflight } = await dataOf<Review>(test.owner.get(`campaigns/${campaign.id}/review`));
  expect(preflight.find((finding) => finding.code === code)).toMatchObject({ severity: 'error' });
  await approve(test.owner, campaign.id);
  expect((await errorOf(test.owner.post(`campaigns/${campaign.id}/send`))).code).toBe('campaign.preflightFailed');
});
