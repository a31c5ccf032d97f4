import type { Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { type Answer, Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

/** The unsubscribe link is each recipient's own. */
const withoutLink = (html: string): string => html.replace(/https?:\/\/[^\s"<>]*\/u\/[\w.-]+/g, 'LEAVE');

test('a newsletter from the gallery, with a part for some, is sent as it was previewed', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  const list = await api.send('post', `${workspace}/lists`, { name: 'Readers' });
  const contactOf = (firstName: string, company: string | null): Promise<Answer> =>
    api.send('post', `${workspace}/contacts`, {
      firstName,
      company,
      primaryEmail: `${firstName.toLowerCase()}@example.org`,
      listIds: [list.id],
    });
  const people = [await contactOf('Ada', 'Berg Works'), await contactOf('Ben', null)];

  await test.step('the gallery shows the designs, and one of them opens', async () => {
    await page.goto(`${home}/templates`);
    await page.getByRole('button', { name: 'Create template' }).first().click();
    await expect(page.getByRole('list', { name: 'Designs' }).getByRole('link')).toHaveCount(8);
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Newsletter' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('June news');
  });

  await test.step('a block is added, moved by the keyboard and shown to some only; undo and redo', async () => {
    await page.getByRole('button', { name: 'Add block to section 2' }).click();
    await page.getByRole('menuitem', { name: 'Heading' }).click();
    await page.getByRole('textbox', { name: 'Heading text' }).fill('For Ada');
    await page.getByText('Only to some').click();
    await chooseIn(page, 'Condition', 'is');
    await page.getByRole('textbox', { name: 'Value' }).fill('Ada');
    await expect(page.getByText('Only if First name is Ada')).toBeVisible();
    const section = page.getByRole('region', { name: 'Section 2' });
    const names = section.getByRole('button', { name: /^(?:Heading|Text|Button)$/ });
    await expect(names).toHaveText(['Heading', 'Text', 'Button', 'Heading']);
    await names.last().focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(names).toHaveText(['Heading', 'Text', 'Heading', 'Button']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(names).toHaveText(['Heading', 'Text', 'Button', 'Heading']);
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(names).toHaveText(['Heading', 'Text', 'Heading', 'Button']);
  });

  await test.step('the preview shows it, also in dark mode and as text', async () => {
    const mail = page.frameLocator('iframe[title="Preview of the message"]');
    await expect(mail.getByRole('heading', { name: 'For Ada' })).toBeVisible();
    await page.getByRole('button', { name: 'Dark mode' }).click();
    await expect(mail.getByRole('heading', { name: 'The story of the month' })).toHaveCSS('color', 'rgb(228, 232, 239)');
    await page.getByText('Text', { exact: true }).last().click();
    await expect(page.getByLabel('Preview of the message')).toContainText('For Ada');
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create template' }).click();
    await expect(page.getByText('Version 1, saved')).toBeVisible();
  });

  await test.step('each gets exactly the message of the preview', async () => {
    const templateId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const template = await api.read(`${workspace}/templates/${templateId}`);
    const campaign = await api.send('post', `${workspace}/campaigns`, {
      name: 'June',
      templateId,
      fromName: 'Ana',
      fromEmail: 'ana@northwind.example.com',
      audience: { listIds: [list.id], excludeListIds: [] },
      schedule: { kind: 'now' },
    });
    const read = (): Promise<Answer> => api.read(`${workspace}/campaigns/${campaign.id}`);
    await api.send('post', `${workspace}/campaigns/${campaign.id}/request-approval`);
    await expect(async () => {
      if ((await read()).status !== 'approved') await api.send('post', `${workspace}/campaigns/${campaign.id}/approve`);
    }).toPass({ timeout: 30_000 });
    await api.send('post', `${workspace}/campaigns/${campaign.id}/send`);
    await expect.poll(async () => (await read()).status, { timeout: 60_000 }).toBe('sent');
    const { items } = (await api.read(`${workspace}/mail-lab/messages`)) as unknown as { items: { id: string; to: string }[] };
    expect(items.map(({ to }) => to).sort()).toEqual(['ada@example.org', 'ben@example.org']);
    for (const [index, name] of ['ada', 'ben'].entries()) {
      const { subject, preheader, document } = template;
      const shown = await api.send('post', `${workspace}/templates/preview`, {
        subject,
        preheader,
        document,
        contactId: people[index]?.id,
      });
      const sent = await api.read(`${workspace}/mail-lab/messages/${items.find(({ to }) => to === `${name}@example.org`)?.id ?? ''}`);
      expect(withoutLink(String(sent.html))).toBe(withoutLink(String(shown.html)));
      expect(String(sent.html).includes('For Ada')).toBe(name === 'ada');
      expect(String(sent.html).includes('Only contacts with a company see this')).toBe(name === 'ada');
    }
  });
});

async function chooseIn(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
