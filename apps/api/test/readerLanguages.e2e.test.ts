import { createCampaign, createTemplate, getCampaign, seedList } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Form {
  id: string;
  language: string | null;
  consentText: string;
  buttonLabel: string;
  snippet: string;
  version: number;
}

let test: TestApp;
let listId: string;
beforeAll(async () => {
  test = await TestApp.start();
  await dataOf(test.owner.patch('', { name: 'Gartenverein', postalAddress: 'Lane 1, Ghent', defaultFromEmail: 'club@garden.example.org' }));
  await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
  ({ listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 1, 'reader'));
});
afterAll(() => test.stop());
beforeEach(() => speak('de'));

const speak = (readerLanguage: string | null): Promise<unknown> => dataOf(test.owner.patch('settings', { values: { readerLanguage } }));
const makeForm = (name: string, over: object = {}): Promise<Form> => dataOf(test.owner.post('forms', { name, isActive: true, ...over }));
/** As a browser in another language asks for it. */
const page = async (path: string): Promise<string> =>
  (await fetch(`${test.url}${path}`, { headers: { 'accept-language': 'es,fr;q=0.9' } })).text();
const sent = async (path: string, form: Record<string, string>): Promise<string> =>
  (await fetch(`${test.url}${path}`, { method: 'POST', body: new URLSearchParams(form) })).text();

async function footerOf(over: object = {}): Promise<string> {
  const template = await createTemplate(test.owner, { bodyHtml: '<p>Hallo</p>', ...over });
  const { id } = await createCampaign(test.owner, [listId], { templateId: template.id });
  const { worstRenders } = await dataOf<{ worstRenders: { html: string }[] }>(test.owner.get(`campaigns/${id}/review`));
  return worstRenders[0]?.html ?? '';
}

it('the footer of a campaign, and the pages behind it, are in the language of the workspace, whatever the browser prefers', async () => {
  const html = await footerOf();
  expect(html).toContain('<html lang="de"');
  expect(html).toMatch(/<a [^>]*>Melden Sie sich ab<\/a>, wenn Sie keine E-Mails mehr/);
  const unsubscribe = /href="[^"]*(\/u\/[\w-]+)"/.exec(html)?.[1] ?? '';
  const asked = await page(unsubscribe);
  expect(asked).toContain('<html lang="de">');
  expect(asked).toContain('<h1>Abmelden?</h1>');
  expect(asked).not.toMatch(/Unsubscribe|Pause emails/);
  const preferences = await page(`${unsubscribe}/preferences`);
  expect(preferences).toContain('<h1>Ihre E-Mail-Einstellungen</h1>');
  expect(await sent(`${unsubscribe}/preferences`, { action: 'pause' })).toMatch(/Alles ist bis \d{1,2}\. \p{L}+ \d{4} pausiert/u);
  expect(await sent(unsubscribe, {})).toContain('Sie sind abgemeldet');
  await speak('fr');
  expect(await page(unsubscribe)).toContain('Votre désinscription est enregistrée');
});

it('a form speaks the language of the workspace, or its own', async () => {
  const own = await makeForm('Polska', { language: 'pl' });
  expect(own).toMatchObject({ language: 'pl', buttonLabel: 'Zapisz się', consentText: expect.stringContaining('Gartenverein') });
  expect(own.snippet).toContain('lang="pl"');
  expect(own.snippet).toContain('Adres e-mail');
  const inherited = await makeForm('Rundbrief');
  expect(inherited).toMatchObject({ language: null, buttonLabel: 'Anmelden' });
  expect(await page(`/f/${own.id}`)).toContain('<html lang="pl">');
  const german = await page(`/f/${inherited.id}`);
  expect(german).toContain('<html lang="de">');
  expect(german).toContain('E-Mail');
  const wrong = await sent(`/f/${inherited.id}`, { email: 'keine-adresse' });
  expect(wrong).toContain('Bitte prüfen Sie die Felder unten.');
  expect(wrong).toContain('Geben Sie eine gültige E-Mail-Adresse ein.');
  expect(await sent(`/f/${own.id}`, { email: '' })).toContain('Proszę podać adres e-mail.');
  expect(await sent(`/f/${own.id}`, { email: 'nowa@example.com' })).toContain('Proszę sprawdzić skrzynkę odbiorczą');
  await dataOf(test.owner.patch(`forms/${own.id}`, { version: own.version, language: null, isActive: false }));
  expect(await page(`/f/${own.id}`)).toContain('Dieses Formular ist geschlossen');
});

it('a form from before has the language of the workspace, and a preview shows the one that is chosen', async () => {
  const words = {
    title: 'T',
    intro: '',
    consentText: 'C',
    buttonLabel: 'B',
    fields: [{ key: 'company', label: 'Firma', isRequired: false }],
  };
  const shown = async (language?: string): Promise<string> =>
    (await dataOf<{ html: string }>(test.owner.post('forms/preview', { ...words, ...(language ? { language } : {}) }))).html;
  expect(await shown()).toContain('(freiwillig)');
  expect(await shown('nl')).toContain('(optioneel)');
});

it('a change of the language voids an approval: the footer is part of what is sent', async () => {
  const { id } = await createCampaign(test.owner, [listId]);
  await dataOf(test.owner.post(`campaigns/${id}/request-approval`, {}));
  expect((await getCampaign(test.owner, id)).approval?.changes).toEqual([]);
  await speak('it');
  expect((await getCampaign(test.owner, id)).approval?.changes).toEqual([{ field: 'readerLanguage', was: 'German', is: 'Italian' }]);
  await speak(null);
  expect((await getCampaign(test.owner, id)).approval?.changes).toEqual([{ field: 'readerLanguage', was: 'German', is: null }]);
});

it('takes no language that it does not have', async () => {
  for (const readerLanguage of ['xx', 'DE', 'de-AT', ''])
    expect((await errorOf(test.owner.patch('settings', { values: { readerLanguage } }))).status).toBe(422);
  for (const language of ['xx', '', 7])
    expect((await errorOf(test.owner.post('forms', { name: 'Falsch', language }))).fields.map(({ field }) => field)).toEqual(['language']);
});
