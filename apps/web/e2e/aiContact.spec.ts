import { OpenAiServer } from '@rapport/providers/testing';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
const answer = (...pieces: { kind: string; text: string; sources: string[] }[]): string =>
  JSON.stringify({ pieces: pieces.map((piece) => ({ ...piece, url: null, reason: null })) });

test('AI drafts for one contact with one unproven number refused, and sums up a timeline with entries that open', async ({ page }) => {
  const service = await OpenAiServer.start();
  const product = await startProduct({ AI_PRIVATE_HOSTS: service.host });
  try {
    const api = new Api(page.request, product.url);
    const workspace = await api.register(ana);
    const home = `${product.url}${workspace.replace('/workspaces/', '/w/')}`;
    const { id } = await api.send('post', `${workspace}/contacts`, { firstName: 'Bo', primaryEmail: 'bo@lamps.example' });
    await api.send('post', `${workspace}/contacts/${id}/timeline`, { type: 'note', text: 'Ordered 3 lamps on 4 May.' });

    await page.goto(`${home}/settings/ai`);
    await page.getByRole('textbox', { name: 'Address' }).fill(service.url);
    await page.getByRole('textbox', { name: 'Model' }).fill('gpt-test');
    await page.getByLabel('Key', { exact: true }).fill(service.key);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('AI settings saved')).toBeVisible();

    await page.goto(`${home}/contacts/${id}`);
    await page.getByRole('button', { name: 'Write email' }).click();
    const email = page.getByRole('dialog', { name: 'Email to Bo' });
    await email.getByRole('button', { name: 'Write with AI' }).click();
    const panel = page.getByRole('dialog', { name: 'Write with AI' });

    await test.step('what may leave is asked for first, with the last name left out', async () => {
      await expect(panel.getByRole('checkbox', { name: 'First name' })).toBeChecked();
      await expect(panel.getByRole('checkbox', { name: 'Last name' })).not.toBeChecked();
      expect(await findingsOf(page)).toEqual([]);
      await panel.getByRole('button', { name: 'Allow these' }).click();
    });

    await test.step('a number that nothing proves is refused, the rest goes into the email, and undo takes it out', async () => {
      service.turns.push({
        kind: 'text',
        text: answer(
          { kind: 'paragraph', text: 'Hi Bo, did the 3 lamps arrive?', sources: ['entry-1', 'field-1'] },
          { kind: 'paragraph', text: 'The next 7 lamps are on their way.', sources: ['entry-1'] },
        ),
      });
      await panel.getByRole('textbox', { name: 'Goal' }).fill('Ask whether the lamps arrived');
      await panel.getByRole('button', { name: 'Suggest a draft' }).click();
      const refused = panel.getByRole('listitem', { name: 'Paragraph 2' });
      await expect(refused.getByRole('list', { name: 'Not proven' })).toContainText('7');
      await expect(refused.getByRole('button', { name: 'Accept' })).toBeDisabled();
      expect(await findingsOf(page)).toEqual([]);
      await panel.getByRole('listitem', { name: 'Paragraph 1' }).getByRole('button', { name: 'Accept' }).click();
      const body = email.getByRole('textbox', { name: 'Message' });
      await expect(body).toHaveText('Hi Bo, did the 3 lamps arrive?');
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(body).toHaveText('');
      expect(service.questions[0]?.data).not.toContain('bo@lamps.example');
    });

    await test.step('a summary cites the entry, which a click goes to; what has no evidence is folded', async () => {
      await page.goto(`${home}/contacts/${id}`);
      service.turns.push({
        kind: 'text',
        text: answer(
          { kind: 'paragraph', text: 'Bo ordered 3 lamps.', sources: ['entry-1'] },
          { kind: 'paragraph', text: 'Bo is unhappy.', sources: [] },
        ),
      });
      await page.getByRole('button', { name: 'Summarise' }).click();
      const summary = page.getByRole('region', { name: 'Summary' });
      await expect(summary.getByRole('listitem')).toHaveCount(1);
      await expect(summary.getByText('Bo is unhappy.')).toBeHidden();
      expect(await findingsOf(page)).toEqual([]);
      await summary.getByRole('button', { name: /^Note of/ }).click();
      const note = page.getByRole('listitem').filter({ hasText: 'Ordered 3 lamps on 4 May.' });
      await expect(note.last()).toBeFocused();
      await summary.getByRole('button', { name: 'Keep as a note' }).click();
      await expect(page.getByText('Kept as a note').first()).toBeVisible();
    });

    await test.step('both questions are on the timeline, and are found there', async () => {
      await page.getByText('AI', { exact: true }).click();
      await expect(page.getByText('What was asked')).toHaveCount(2);
    });
    expect(service.problems).toEqual([]);
  } finally {
    await product.stop();
    await service.stop();
  }
});
