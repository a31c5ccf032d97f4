import type { Page } from '@playwright/test';
import { TwilioServer } from '@rapport/providers/testing';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
const OWN = '+14155550100';
const GRACE = '+14155550123';

test('a contact is called from the quick look, from the inbox and on a phone, once each', async ({ page }) => {
  const twilio = await TwilioServer.start();
  const product = await startProduct({ TWILIO_URL: twilio.url });
  const { calls } = twilio.phones;
  const ringing = async (count: number) => {
    await expect.poll(() => calls.filter(({ parentSid }) => parentSid === null).map(({ to }) => to)).toEqual(Array(count).fill(OWN));
    const call = calls.at(-1);
    if (!call) throw new Error('Nothing rings.');
    return call;
  };
  try {
    const api = new Api(page.request, product.url);
    const workspace = await api.register(ana);
    const home = `${product.url}${workspace.replace('/workspaces/', '/w/')}`;
    const config = { accountSid: twilio.accountSid, authToken: twilio.authToken, from: twilio.number };
    const sender = await api.send('post', `${workspace}/sender-accounts`, { name: 'Texts', type: 'twilio', config });
    const hook = (sender['reports'] as { url: string }).url;
    await api.send('post', `${workspace}/contacts`, { firstName: 'Grace', lastName: 'Hopper', primaryPhone: GRACE });
    await api.send('post', `${workspace}/contacts`, { firstName: 'Alan', lastName: 'Turing' });
    const dialog = page.getByRole('dialog', { name: 'Call Grace Hopper' });

    await test.step('the quick look offers it where there is a number, and keeps its keys to itself', async () => {
      await page.goto(`${home}/contacts`);
      const look = page.getByRole('region', { name: 'Quick look' });
      await peekAt(page, 'Alan Turing');
      await expect(look.getByRole('link', { name: 'Alan Turing' })).toBeVisible();
      await expect(look.getByRole('button', { name: 'Call', exact: true })).toHaveCount(0);
      await peekAt(page, 'Grace Hopper');
      await look.getByRole('button', { name: 'Call', exact: true }).click();
      await dialog.getByLabel('Your phone number').fill('030 123');
      await dialog.getByRole('button', { name: 'Save number' }).click();
      await expect(dialog.getByText(/country code/)).toBeVisible();
      await dialog.getByLabel('Your phone number').fill('+1 415 555 0100');
      await page.keyboard.press('Enter');
      await expect(dialog.getByText(`Both phones show ${twilio.number}`)).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(look.getByRole('link', { name: 'Grace Hopper' })).toBeVisible();
      expect(calls).toEqual([]);
    });

    await test.step('first the own phone rings, then the contact; what was said is kept', async () => {
      await page.getByRole('region', { name: 'Quick look' }).getByRole('button', { name: 'Call', exact: true }).click();
      await dialog.getByRole('button', { name: 'Call', exact: true }).click();
      const call = await ringing(1);
      await expect(dialog.getByText('Answer your phone. Then Grace Hopper is called.')).toBeVisible();
      expect(await findingsOf(page)).toEqual([]);
      const leg = twilio.phones.answer(call);
      expect(leg).toMatchObject({ to: GRACE, from: twilio.number });
      leg.status = 'in-progress';
      await expect(dialog.getByText('Hang up your phone to end the call.')).toBeVisible();
      await dialog.getByLabel('Note').fill('Wants the red one.');
      Object.assign(leg, { status: 'completed', seconds: 95 });
      call.status = 'completed';
      await expect(dialog.getByText('You talked for')).toBeVisible();
      await dialog.getByRole('button', { name: 'Save note' }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('region', { name: 'Latest activity' }).getByText('Wants the red one.')).toBeVisible();
    });

    await test.step('on a phone the dialog lies above the sheet, and a call that rings can be cancelled', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${home}/contacts`);
      await peekAt(page, 'Grace Hopper');
      await page.getByRole('dialog', { name: 'Quick look' }).getByRole('button', { name: 'Call', exact: true }).click();
      await dialog.getByRole('button', { name: 'Call', exact: true }).click();
      const call = await ringing(2);
      await dialog.getByRole('button', { name: 'Cancel call' }).click();
      await expect(dialog.getByText(/cancelled/i).first()).toBeVisible();
      expect(call.status).toBe('canceled');
      await page.setViewportSize({ width: 1280, height: 800 });
    });

    await test.step('the inbox calls whoever wrote', async () => {
      const { url, body, headers } = twilio.inbound(hook, GRACE, 'Call me, please');
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
      await page.goto(`${home}/inbox`);
      await page.getByRole('link', { name: /Unread: Grace Hopper/ }).click();
      const conversation = page.getByRole('article', { name: 'Grace Hopper' });
      await expect(conversation.getByText('Call me, please')).toBeVisible();
      await conversation.getByRole('button', { name: 'Call', exact: true }).click();
      await dialog.getByRole('button', { name: 'Call', exact: true }).click();
      const call = await ringing(3);
      const leg = twilio.phones.answer(call);
      leg.status = 'busy';
      call.status = 'completed';
      await expect(dialog.getByText('The line of Grace Hopper was busy.')).toBeVisible();
      expect(await findingsOf(page)).toEqual([]);
    });
    expect(twilio.problems).toEqual([]);
  } finally {
    await product.stop();
    await twilio.stop();
  }
});

async function peekAt(page: Page, name: string): Promise<void> {
  await page.getByRole('row').filter({ hasText: name }).hover();
  await page.getByRole('button', { name: `Quick look at ${name}` }).click();
}
