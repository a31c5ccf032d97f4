import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

test('a snippet is written once, pinned by templates, and its newer version taken in one and in all', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');

  await test.step('it is written', async () => {
    await page.goto(`${home}/templates`);
    await page.getByRole('link', { name: 'Snippets' }).click();
    await expect(page.getByText('No snippets yet')).toBeVisible();
    await page.getByRole('button', { name: 'Create snippet' }).click();
    await page.getByRole('menuitem', { name: 'Rich text' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Opening hours');
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Nine to five, {{ first_name | default: "friend" }}');
    await page.getByRole('button', { name: 'Create snippet' }).first().click();
    await expect(page.getByText('No template holds it.')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });
  const snippet = page.url();

  await test.step('a template of text and one of blocks hold it', async () => {
    await page.goto(`${home}/templates/new`);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Letter');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Hello');
    await page.getByRole('button', { name: 'Insert snippet into message' }).click();
    await page.getByRole('button', { name: 'Opening hours' }).click();
    await expect(page.getByRole('textbox', { name: 'Message' })).toContainText('{% snippet opening-hours 1 %}');
    const mail = page.frameLocator('iframe[title="Preview of the message"]');
    await expect(mail.getByText('Nine to five, Ada')).toBeVisible();
    await page.getByRole('button', { name: 'Create template' }).first().click();
    await expect(page.getByText('Version 1, saved')).toBeVisible();

    await page.goto(`${home}/templates/new?design=blank`);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Blocks');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Hello');
    await page.getByRole('button', { name: 'Add block to section 1' }).click();
    await page.getByRole('menuitem', { name: 'Snippet' }).click();
    await page.getByRole('combobox', { name: 'Snippet' }).click();
    await page.getByRole('option', { name: 'Opening hours' }).click();
    await expect(mail.getByText('Nine to five, Ada')).toBeVisible();
    await page.getByRole('button', { name: 'Create template' }).first().click();
    await expect(page.getByText('Version 1, saved')).toBeVisible();
  });
  const blocks = page.url();

  await test.step('its new words reach the one that takes them, and the other from the list', async () => {
    await page.goto(snippet);
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Ten to four');
    await page.getByRole('button', { name: 'Save new version' }).first().click();
    await expect(page.getByRole('button', { name: 'Update 2 templates' })).toBeVisible();
    await page.goto(blocks);
    await page.getByRole('button', { name: 'Update Opening hours' }).click();
    const mail = page.frameLocator('iframe[title="Preview of the message"]');
    await expect(mail.getByText('Ten to four')).toBeVisible();
    await page.getByRole('button', { name: 'Save new version' }).first().click();
    await expect(page.getByText('Version 2, saved')).toBeVisible();
    await page.goto(snippet);
    await expect(page.getByText('Newest version')).toHaveCount(1);
    await page.getByRole('button', { name: 'Update 1 template' }).click();
    await expect(page.getByText('Newest version')).toHaveCount(2);
    await page.getByRole('link', { name: 'Letter' }).click();
    await expect(mail.getByText('Ten to four')).toBeVisible();
    await expect(page.getByText('Version 2, saved')).toBeVisible();
  });
});
