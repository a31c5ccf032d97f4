import { findingsOf } from './support/accessibility.js';
import { createAccount } from './support/account.js';
import { expect, test } from './support/test.js';

/**
 * A ZIP with `mail/index.html` and `mail/img/logo 1.png`, packed without compression: the message names the image as `IMG/logo%201.png`,
 * greets `*|FNAME|*` and runs a script.
 */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const MESSAGE =
  '<html><head><title>Spring letter</title></head><body><h1>Spring</h1><p>Hi *|FNAME|*</p><script>x()</script><img src="IMG/logo%201.png" alt="Our logo"><p><a href="*|UNSUB|*">Unsubscribe</a></p></body></html>';

test('a ZIP with a message and its image is checked, imported and looked at', async ({ page, product }) => {
  const home = await createAccount(page, product.url);
  await page.goto(`${home}/templates`);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import template' });
  await dialog
    .getByLabel('Template file')
    .setInputFiles({ name: 'mail.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await expect(dialog.getByRole('alert')).toContainText('This is not an HTML, MJML or ZIP file');
  const buffer = zipOf({ 'mail/index.html': Buffer.from(MESSAGE), 'mail/img/logo 1.png': Buffer.from(PNG, 'base64') });
  await dialog.getByLabel('Template file').setInputFiles({ name: 'mail.zip', mimeType: 'application/zip', buffer });
  await expect(dialog.getByLabel('Name')).toHaveValue('Spring letter');
  const facts = dialog.getByRole('list', { name: 'What will be imported' });
  await expect(facts).toContainText('1 image for the image library');
  await expect(facts).toContainText('Taken out, because mail cannot contain it: <script>.');
  await expect(facts).toContainText('{{ first_name }}');
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Import template' }).click();
  await expect(page.getByText('Template imported')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Spring letter', level: 1 })).toBeVisible();
  const preview = page.frameLocator('iframe[title="Preview of the message"]');
  await expect(preview.getByAltText('Our logo')).toHaveAttribute('src', /\/a\/[\w-]{43}/);
  await expect(preview.getByText('Hi Ada')).toBeVisible();

  await page.goto(`${home}/templates/images`);
  await page.getByRole('button', { name: 'Details of logo 1.png' }).click();
  await expect(page.getByRole('dialog', { name: 'Image' }).getByRole('link', { name: 'Spring letter' })).toBeVisible();
});

/** A ZIP in which nothing is compressed. */
function zipOf(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800, 2);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from('PK\u0003\u0004'), facts, name, content);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), facts, tail, name);
    at += 30 + name.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
