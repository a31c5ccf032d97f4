/**
 * What a program does with an API key: adds people, once each, and reads them back.
 *
 *   RAPPORT_API_KEY=rk_… RAPPORT_WORKSPACE=<id> node libs/sdk/examples/withApiKey.mjs [http://localhost:3000]
 *
 * The key needs the scopes contacts:read, contacts:write and lists:write. Make it under Settings, API keys, which also shows the
 * id of the workspace.
 */
import { connect, createContact, createList, getContact, listContacts, pages, RapportError, unwrap } from '../dist/index.js';

const apiKey = process.env.RAPPORT_API_KEY;
const workspaceId = process.env.RAPPORT_WORKSPACE;
if (!apiKey || !workspaceId) throw new Error('Set RAPPORT_API_KEY and RAPPORT_WORKSPACE (both are under Settings, API keys).');

const baseUrl = process.argv[2] ?? 'http://localhost:3000';
const client = connect({ baseUrl, apiKey, program: 'withApiKey' });
const inWorkspace = { client, path: { workspaceId } };

// Each POST carries an Idempotency-Key: after a lost connection the SDK sends it again, and the server acts once.
const ada = await unwrap(createContact({ ...inWorkspace, body: { firstName: 'Ada', lastName: 'Brandt', company: 'Fjordline' } }));
console.log(`Created ${ada.displayName}.`);

// Your own key makes a whole run repeatable: the order number of a shop, the id of a message.
const headers = { 'Idempotency-Key': 'shop-order-4711' };
const body = { firstName: 'Bo', lastName: 'Lind', company: 'Fjordline' };
const first = await unwrap(createContact({ ...inWorkspace, headers, body }));
const again = await unwrap(createContact({ ...inWorkspace, headers, body }));
console.log(`Sent twice, created once: ${first.id === again.id}.`);

try {
  await unwrap(createContact({ ...inWorkspace, headers, body: { firstName: 'Someone else' } }));
} catch (error) {
  if (!(error instanceof RapportError)) throw error;
  console.log(`The same key for another request: ${error.status} ${error.code}.`);
}

const found = [];
for await (const contact of pages((cursor) => unwrap(listContacts({ ...inWorkspace, query: { search: 'Fjordline', cursor } })))) {
  found.push(contact.displayName);
}
console.log(`At Fjordline: ${found.sort().join(', ')}.`);

const { data, response } = await getContact({ client, path: { workspaceId, id: ada.id } });
console.log(`${data?.data.displayName} was read; ${response.headers.get('RateLimit-Remaining')} requests are left in this minute.`);

try {
  await unwrap(createList({ ...inWorkspace, body: { name: 'From the shop' } }));
  console.log('The list was made.');
} catch (error) {
  if (!(error instanceof RapportError)) throw error;
  console.log(`Refused: ${error.status} ${error.code}. ${error.message}`);
}
