import { DnsServer } from '@rapport/providers/testing';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

test('the DNS records of a sender are checked, with what to enter, and checked again', async ({ page }) => {
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
  } finally {
    await product.stop();
    await dns.stop();
  }
});
