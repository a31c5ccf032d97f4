/** A workspace with many people and a campaign to all of them, through the API. */

export const newsHtml = `<h1>News from the garden</h1><p>Dear {{ first_name | default: "friend" }},</p>${'<p>Our garden opens on Friday, and everyone is <a href="https://garden.example.org/visit">welcome to visit</a> the glass house, the pond and the old apple trees.</p>'.repeat(12)}<p>Yours, the garden club</p>`;

/**
 * Imports so many people, makes the account one that may send, with this sender, and writes the template.
 * @param {import('./product.mjs').Product} product @param {import('./product.mjs').Account} account
 * @param {{ people: number, sender: object }} input
 * @returns {Promise<{ listId: string, templateId: string }>}
 */
export async function prepareCampaigns(product, account, { people, sender }) {
  const listId = await importPeople(product, account, people);
  await account.call('PATCH', 'W', {
    postalAddress: 'Garden Lane 1, 12345 Exampletown',
    defaultFromEmail: 'club@garden.example.org',
    defaultFromName: 'Garden Club',
  });
  await account.call('PUT', 'W/sender', sender);
  const { id: templateId } = await account.call('POST', 'W/templates', {
    name: 'News',
    subject: 'News for {{ first_name | default: "you" }}',
    preheader: 'The garden opens',
    bodyHtml: newsHtml,
  });
  return { listId, templateId };
}

/** @param {import('./product.mjs').Product} product @param {import('./product.mjs').Account} account @param {number} people */
async function importPeople(product, account, people) {
  const rows = Array.from({ length: people }, (_, i) => `Ada${i},Lindqvist,ada.${i}@example.com,Example Works`);
  const form = new FormData();
  form.set('file', new Blob([`First name,Last name,Email,Company\n${rows.join('\n')}\n`]), 'people.csv');
  const answer = await fetch(`${product.url}/api/v1/workspaces/${account.workspaceId}/imports`, {
    method: 'POST',
    headers: { cookie: account.cookie, 'x-rapport-client': 'bench' },
    body: form,
  });
  const { data } = await answer.json();
  await account.call('POST', `W/imports/${data.id}/start`, { mode: 'createAndUpdate', newListName: 'Everyone' });
  await until(async () => (await account.call('GET', `W/imports/${data.id}`)).status === 'completed');
  const [list] = await account.call('GET', 'W/lists');
  return list.id;
}

/** Sends one campaign to everyone and waits for its end.
 * @param {import('./product.mjs').Account} account @param {{ listId: string, templateId: string }} prepared
 * @returns {Promise<{ id: string, counts: { accepted: number }, seconds: number }>} */
export async function sendToAll(account, { listId, templateId }) {
  const { id } = await account.call('POST', 'W/campaigns', {
    name: `News ${Date.now()}`,
    templateId,
    audience: { listIds: [listId], excludeListIds: [] },
  });
  await account.call('POST', `W/campaigns/${id}/request-approval`, {});
  // A large audience is recorded first; until then the product says so.
  await until(() =>
    account.call('POST', `W/campaigns/${id}/approve`, {}).then(
      () => true,
      (error) => {
        if (String(error).includes('still being recorded')) return false;
        throw error;
      },
    ),
  );
  await account.call('POST', `W/campaigns/${id}/send`);
  /** @type {{ status: string, counts: { accepted: number }, startedAt: string, finishedAt: string }} */
  let campaign = await account.call('GET', `W/campaigns/${id}`);
  await until(async () => (campaign = await account.call('GET', `W/campaigns/${id}`)).status === 'sent');
  return { id, counts: campaign.counts, seconds: (Date.parse(campaign.finishedAt) - Date.parse(campaign.startedAt)) / 1000 };
}

/** @param {() => Promise<boolean>} condition */
async function until(condition) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 400));
}
