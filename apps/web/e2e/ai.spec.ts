import { OpenAiServer } from '@rapport/providers/testing';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
const answer = (...pieces: { kind: string; text: string; sources: string[]; url?: string }[]): string =>
  JSON.stringify({ pieces: pieces.map(({ url = null, ...piece }) => ({ ...piece, url, reason: null })) });

test('AI suggests blocks, a number that no fact supports is refused, and a heading is said in other words', async ({ page }) => {
  const service = await OpenAiServer.start();
  const product = await startProduct({ AI_PRIVATE_HOSTS: service.host });
  try {
    const workspace = await new Api(page.request, product.url).register(ana);
    const home = `${product.url}${workspace.replace('/workspaces/', '/w/')}`;

    await test.step('without a service it says how to set one up', async () => {
      await page.goto(`${home}/templates/new?design=blank`);
      await page.getByRole('button', { name: 'Write with AI' }).click();
      const panel = page.getByRole('dialog', { name: 'Write with AI' });
      await expect(panel.getByRole('link', { name: /settings/i })).toBeVisible();
      await expect(panel.getByRole('button', { name: 'Suggest a draft' })).toHaveCount(0);
    });

    await test.step('a service is entered and tested', async () => {
      await page.goto(`${home}/settings/ai`);
      await page.getByRole('textbox', { name: 'Address' }).fill(service.url);
      await page.getByRole('textbox', { name: 'Model' }).fill('gpt-test');
      await page.getByLabel('Key', { exact: true }).fill(service.key);
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('AI settings saved')).toBeVisible();
      expect(await findingsOf(page)).toEqual([]);
    });

    await page.goto(`${home}/templates/new?design=blank`);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Party');
    await page.getByRole('button', { name: 'Write with AI' }).click();
    const panel = page.getByRole('dialog', { name: 'Write with AI' });
    const mail = page.frameLocator('iframe[title="Preview of the message"]');

    await test.step('what the facts support becomes a block; an unproven number does not', async () => {
      service.turns.push({
        kind: 'text',
        text: answer(
          { kind: 'heading', text: 'Our summer party', sources: ['goal'] },
          { kind: 'paragraph', text: 'We meet on 12 June at the harbour.', sources: ['fact-1'] },
          { kind: 'paragraph', text: 'Members save 20% at the bar.', sources: ['fact-1'] },
        ),
      });
      await panel.getByRole('textbox', { name: 'Goal' }).fill('Invite members to our summer party');
      await panel.getByRole('textbox', { name: 'Facts to use' }).fill('The party is on 12 June at the harbour.');
      await panel.getByRole('button', { name: 'Suggest a draft' }).click();
      const refused = panel.getByRole('listitem', { name: 'Paragraph 3' });
      await expect(refused.getByRole('list', { name: 'Not proven' })).toContainText('20%');
      await expect(refused.getByRole('button', { name: 'Accept' })).toBeDisabled();
      expect(await findingsOf(page)).toEqual([]);
      await panel.getByRole('listitem', { name: 'Heading 1' }).getByRole('button', { name: 'Accept' }).click();
      await panel.getByRole('listitem', { name: 'Paragraph 2' }).getByRole('button', { name: 'Accept' }).click();
      await expect(mail.getByRole('heading', { name: 'Our summer party' })).toBeVisible();
      await expect(mail.getByText('We meet on 12 June at the harbour.')).toBeVisible();
      await expect(mail.getByText('20%')).toHaveCount(0);
      await refused.getByRole('button', { name: 'Edit' }).click();
      await refused.getByRole('textbox').fill('Members are welcome at the bar.');
      await refused.getByRole('button', { name: 'Accept' }).click();
      await expect(mail.getByText('Members are welcome at the bar.')).toBeVisible();
      const order = page.getByRole('region', { name: 'Section 1' }).getByRole('button', { name: /^(?:Heading|Text)$/ });
      await expect(order).toHaveText(['Text', 'Heading', 'Text', 'Text']);
    });

    await test.step('the selected heading is reworded in its place, and undo brings the old words back', async () => {
      await page.getByRole('region', { name: 'Section 1' }).getByRole('button', { name: 'Heading', exact: true }).click();
      await panel.hover();
      await panel.getByRole('tab', { name: 'Rewrite' }).click();
      await expect(panel.getByText('Our summer party')).toBeVisible();
      service.turns.push({ kind: 'text', text: answer({ kind: 'paragraph', text: 'Summer party', sources: ['text'] }) });
      await panel.getByRole('button', { name: 'Suggest a rewording' }).click();
      await panel.getByRole('button', { name: 'Accept' }).click();
      await expect(mail.getByRole('heading', { name: 'Summer party', exact: true })).toBeVisible();
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(mail.getByRole('heading', { name: 'Our summer party' })).toBeVisible();
    });
    expect(service.questions).toHaveLength(2);
    expect(service.problems).toEqual([]);
  } finally {
    await product.stop();
    await service.stop();
  }
});
