/**
 * From a CSV file to an approved campaign in people's mailboxes, without a browser.
 *
 *   node libs/sdk/examples/firstCampaign.mjs [base URL, default http://localhost:3000]
 *
 * Signs in with RAPPORT_EMAIL and RAPPORT_PASSWORD; on a fresh installation it creates the first account with them.
 * Nothing leaves the machine while the workspace uses the mail lab.
 */
import { setTimeout as pause } from 'node:timers/promises';
import {
  approveCampaign,
  connect,
  createCampaign,
  createTemplate,
  getCampaign,
  getCampaignReview,
  getImport,
  getSetup,
  listContacts,
  listLabMessages,
  listRecipients,
  listTimeline,
  liveEvents,
  login,
  pages,
  previewTemplate,
  register,
  requestApproval,
  sendCampaign,
  sendCampaignTest,
  startImport,
  unwrap,
  updateImport,
  uploadImport,
} from '@rapport/sdk';

const PEOPLE = `First name;Last name;E-mail;Company;Plan
Mara;Lindqvist;mara@fjordline.example;Fjordline;Team
Jonas;Brandt;jonas@kitestudio.example;Kite Studio;Free
;;amelie@ateliernord.example;Atelier Nord;Business
Tomás;Herrera;this is no address;Cedar & Stone;Team
`;

const baseUrl = process.argv[2] ?? 'http://localhost:3000';
const credentials = {
  email: process.env.RAPPORT_EMAIL ?? 'ann@example.com',
  password: process.env.RAPPORT_PASSWORD ?? 'correct horse battery',
};
const client = connect({ baseUrl, program: 'first-campaign' });
const unique = new Date().toISOString();

const session = await signIn();
const workspaceId = session.workspaces[0].id;
const path = { workspaceId };
say(`Signed in as ${session.user.name}, in "${session.workspaces[0].name}".`);

const news = new AbortController();
const finished = waitForNews(news.signal);

const imported = await importPeople();
const { created, updated, unchanged, rejected } = imported.counts;
say(`Imported: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected.`);
const { listId } = imported.options;

const contacts = [];
for await (const contact of pages((cursor) => unwrap(listContacts({ client, path, query: { listId, cursor } })))) contacts.push(contact);
say(`On the list: ${contacts.map((contact) => contact.displayName).join(', ')}.`);

const content = {
  subject: 'Good news, {{ first_name | default: "friend" }}',
  preheader: 'Something for {{ company | default: "your team" }}.',
  bodyHtml:
    '<p>Hello {{ first_name | default: "there" }},</p><p>your {{ custom.plan | default: "current" }} plan just got better. <a href="https://example.com/news">Read more</a></p>',
  signature: '<p>{{ sender.name }}</p>',
};
const template = await unwrap(createTemplate({ client, path, body: { name: `Good news ${unique}`, ...content } }));
const preview = await unwrap(previewTemplate({ client, path, body: { ...content, contactId: contacts[0].id } }));
say(`Preview for ${preview.contact.displayName}: "${preview.subject}"; ${preview.problems.length} problems.`);

const campaign = await unwrap(
  createCampaign({
    client,
    path,
    body: {
      name: `First campaign ${unique}`,
      templateId: template.id,
      fromName: 'Ann Berger',
      fromEmail: credentials.email,
      audience: { listIds: [listId], excludeListIds: [] },
      schedule: { kind: 'now' },
    },
  }),
);
const here = { workspaceId, id: campaign.id };
await unwrap(sendCampaignTest({ client, path: here, body: { to: credentials.email } }));
const review = await unwrap(getCampaignReview({ client, path: here }));
say(
  `Review: ${review.audience.sendable} of ${review.audience.matched} will get it; ${review.preflight.filter((check) => check.severity === 'error').length} errors.`,
);

await unwrap(requestApproval({ client, path: here, body: { notes: 'The first one.' } }));
const approved = await unwrap(approveCampaign({ client, path: here, body: {} }));
say(`Approved${approved.approval.isSelfApproval ? ' (self-approved)' : ''}.`);

await unwrap(sendCampaign({ client, path: here }));
const sent = await untilSent();
say(`Sent: ${JSON.stringify(sent.counts)}`);

for await (const recipient of pages((cursor) => unwrap(listRecipients({ client, path: here, query: { cursor } })))) {
  say(`  ${recipient.email ?? '(no address)'}: ${recipient.state}${recipient.skipReason ? ` (${recipient.skipReason})` : ''}`);
}
const timeline = await unwrap(listTimeline({ client, path: { workspaceId, id: contacts[0].id }, query: {} }));
say(`Newest on the timeline of ${contacts[0].displayName}: ${timeline.items[0].title}`);
const lab = await unwrap(listLabMessages({ client, path, query: {} }));
say(`The mail lab holds ${lab.items.length} messages. Look at them on ${baseUrl}.`);
news.abort();
await finished;

async function signIn() {
  const setup = await unwrap(getSetup({ client }));
  if (setup.needsFirstAccount)
    return unwrap(register({ client, body: { name: 'Ann Berger', workspaceName: 'First steps', ...credentials } }));
  const answer = await unwrap(login({ client, body: credentials }));
  if ('challengeToken' in answer) throw new Error('This account has two-step verification. Use an API key, or an account without it.');
  return answer;
}

async function importPeople() {
  const uploaded = await unwrap(uploadImport({ client, path, body: { file: new File([PEOPLE], 'people.csv', { type: 'text/csv' }) } }));
  say(`Uploaded ${uploaded.fileName}: ${uploaded.encoding}, delimiter "${uploaded.delimiter}", ${uploaded.columns.length} columns.`);
  const columns = uploaded.columns
    .filter((column) => column.header === 'Plan')
    .map(({ index }) => ({ index, target: 'custom:plan', newField: { label: 'Plan', fieldType: 'text' } }));
  const at = { workspaceId, id: uploaded.id };
  await unwrap(updateImport({ client, path: at, body: { columns } }));
  await unwrap(startImport({ client, path: at, body: { mode: 'createAndUpdate', newListName: `First people ${unique}` } }));
  for (;;) {
    const state = await unwrap(getImport({ client, path: at }));
    if (state.status === 'completed') return state;
    if (state.status !== 'running') throw new Error(`The import ended as ${state.status}: ${state.error?.message ?? ''}`);
    await pause(200);
  }
}

async function untilSent() {
  for (;;) {
    const state = await unwrap(getCampaign({ client, path: here }));
    if (state.status === 'sent') return state;
    await pause(200);
  }
}

/** The live stream, told as it comes. */
async function waitForNews(signal) {
  try {
    for await (const event of liveEvents(client, workspaceId, signal)) {
      if (event.type === 'campaign.progress') say(`  … ${event.counts.accepted} of ${event.counts.recipients} accepted`);
      if (event.type === 'import.progress') say(`  … ${event.processedRows} rows read`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
