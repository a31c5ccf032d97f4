import { DnsServer } from '@rapport/providers/testing';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

test('the DNS records of a sender are checked, with what to enter, and a key of its own signs once it is published', async ({ page }) => {
  const dns = await DnsServer.start({ 'garden.example': { MX: ['10 mx.garden.example'] } });
  const product = await startProduct({ DNS_SERVERS: dns.address });
  try {
    const home = await createAccount(page, product.url);
    const workspace = `${product.url}/api/v1/workspaces/${home.split('/').at(-1) ?? ''}`;
    const headers = { 'x-rapport-client': 'browser test' };
    const config = { host: '127.0.0.1', port: 25, security: 'none' };
    expect((await page.request.put(`${workspace}/sender`, { data: { type: 'smtp', config }, headers })).status()).toBe(200);
    await page.goto(`${product.url}${home}/settings/sender`);
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'DNS records' }) });

    await section.getByLabel('Domain').fill('no domain');
    await section.getByRole('button', { name: 'Check records' }).click();
    await expect(section.getByText('Enter a domain, such as example.com.')).toBeVisible();

    await section.getByLabel('Domain').fill('garden.example');
    await section.getByLabel('Domain').press('Enter');
    const found = section.getByRole('status', { name: 'DNS records of garden.example' });
    await expect(found.getByText('2 things to correct.')).toBeVisible();
    await expect(found.getByText('v=spf1 ip4:127.0.0.1 ~all')).toBeVisible();
    await expect(found.getByRole('button', { name: 'Copy the value of the DMARC record' })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);

    dns.zone = {
      'garden.example': { MX: ['10 mx.garden.example'], TXT: ['v=spf1 ip4:127.0.0.1 ~all'] },
      '_dmarc.garden.example': { TXT: ['v=DMARC1; p=none'] },
    };
    await section.getByRole('button', { name: 'Check again' }).click();
    await expect(found.getByText('Nothing to correct.')).toBeVisible();
    await found.getByText('Published record').first().click();
    await expect(found.getByText('v=spf1 ip4:127.0.0.1 ~all')).toBeVisible();

    // A key of one's own: made, published, found, and seen by the check of the records.
    const signing = page.locator('section', { has: page.getByRole('heading', { name: 'Signing (DKIM)' }) });
    await signing.getByLabel('Domain to sign for').fill('garden.example');
    await signing.getByRole('button', { name: 'Make a key' }).click();
    await expect(signing.getByText('Waiting for its record')).toBeVisible();
    await signing.getByRole('button', { name: 'Check record' }).click();
    await expect(signing.getByText('The record was not found.')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    const name = await signing.getByText(/^rapport-.*\._domainkey\.garden\.example$/).textContent();
    const value = await signing.getByText(/^v=DKIM1; k=rsa; p=/).textContent();
    dns.zone = { ...dns.zone, [name ?? '']: { TXT: [value ?? ''] } };
    await signing.getByRole('button', { name: 'Check again' }).click();
    await expect(signing.getByText('Signing', { exact: true })).toBeVisible();
    await section.getByRole('button', { name: 'Check again' }).click();
    await expect(found.getByText('The key that signs your messages is published.')).toBeVisible();
    await signing.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove key' }).click();
    await expect(signing.getByRole('button', { name: 'Make a key' })).toBeVisible();
  } finally {
    await product.stop();
    await dns.stop();
  }
});

test('the review of a campaign warns of a sender address that receivers reject, and leads to its records', async ({ page }) => {
  const dns = await DnsServer.start({ '_dmarc.other.example': { TXT: ['v=DMARC1; p=reject'] } });
  const product = await startProduct({ DNS_SERVERS: dns.address, DOMAIN_CHECKS: 'true' });
  try {
    const home = await createAccount(page, product.url);
    const workspace = `${product.url}/api/v1/workspaces/${home.split('/').at(-1) ?? ''}`;
    const headers = { 'x-rapport-client': 'browser test' };
    const config = { mailbox: 'news@garden.example', access: 'signIn', oauthClientId: 'client', oauthClientSecret: 'secret' };
    expect((await page.request.put(`${workspace}/sender`, { data: { type: 'google_workspace', config }, headers })).status()).toBe(200);
    const draft = { name: 'Spring', fromName: 'Ada', fromEmail: 'ada@other.example' };
    const { data } = (await (await page.request.post(`${workspace}/campaigns`, { data: draft, headers })).json()) as {
      data: { id: string };
    };
    const campaign = `${product.url}${home}/campaigns/${data.id}`;

    await page.goto(`${campaign}/edit`);
    await expect(page.getByRole('listitem').filter({ hasText: 'other.example asks them to reject what fails DMARC' })).toBeVisible();

    await page.goto(`${campaign}/review`);
    const finding = page.getByRole('listitem').filter({ hasText: 'Most receivers will reject these messages' });
    await expect(finding.getByRole('img', { name: 'Serious warning' })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await finding.getByRole('link', { name: 'Open DNS records' }).click();
    const found = page.getByRole('status', { name: 'DNS records of other.example' });
    await expect(found.getByText('DMARC fails. Use a sender address at garden.example')).toBeVisible();
    await expect(page.getByLabel('Domain', { exact: true })).toHaveValue('other.example');
  } finally {
    await product.stop();
    await dns.stop();
  }
});
