import { expect, type Page } from '@playwright/test';

/** The first account with a workspace of its own; ends on Home, and answers the path below which its pages are. */
export async function createAccount(page: Page, baseUrl = ''): Promise<string> {
  await page.goto(`${baseUrl}/`);
  await page.getByLabel('Your name').fill('Ada Okafor');
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByLabel('Password').fill('a quiet harbour at dawn');
  await page.getByLabel('Workspace').fill('Northwind Studio');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  return new URL(page.url()).pathname.replace(/\/$/, '');
}
