import { allItems, contactByEmail, type ContactAnswer, runImport, valueOf } from './support/imports.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Nora ${Math.random()}`);
});

const HEADER = 'First name,Last name,Email,Phone,Company';
const people = (): Promise<ContactAnswer[]> => allItems<ContactAnswer>(owner, 'contacts');

describe('existing values', () => {
  beforeEach(async () => {
    await dataOf(owner.post('custom-fields', { label: 'City', fieldName: 'city', fieldType: 'text' }));
    await runImport(owner, `${HEADER},city\nIlse,,ilse@example.com,+49 30 23125 210,Varga KG,Bonn\nTom,,tom@example.com,,,\n`);
  });
  const file = `${HEADER},city\nIlsa,Lund,ilse@example.com,+49 30 23125 211,Lund AB,Kiel\nTom,Weiss,tom@example.com,+49 30 23125 212,Weiss AG,Trier\n`;
  const seen = async (email: string): Promise<(string | null)[]> => {
    const { id } = await contactByEmail(owner, email);
    const contact = await dataOf<ContactAnswer>(owner.get(`contacts/${id}`));
    return [contact.firstName, contact.lastName, contact.primaryPhone, contact.company, valueOf(contact, 'city') ?? null];
  };

  it('are overwritten unless something else is chosen', async () => {
    expect((await runImport(owner, file)).counts).toMatchObject({ updated: 2 });
    expect(await seen('ilse@example.com')).toEqual(['Ilsa', 'Lund', '+49 30 23125 211', 'Lund AB', 'Kiel']);
  });

  it('stay where only empty fields are to be filled', async () => {
    expect((await runImport(owner, file, { start: { updatePolicy: 'fillEmpty' } })).counts).toMatchObject({ updated: 2 });
    expect(await seen('ilse@example.com')).toEqual(['Ilse', 'Lund', '+49 30 23125 210', 'Varga KG', 'Bonn']);
    expect(await seen('tom@example.com')).toEqual(['Tom', 'Weiss', '+49 30 23125 212', 'Weiss AG', 'Trier']);
    expect((await runImport(owner, file, { start: { updatePolicy: 'fillEmpty' } })).counts).toMatchObject({ updated: 0, unchanged: 2 });
  });

  it('and empty fields stay where nothing is to be changed', async () => {
    const added = `${file}Uma,,uma@example.com,,,\n`;
    const run = await runImport(owner, added, { start: { updatePolicy: 'never' } });
    expect(run.counts).toMatchObject({ created: 1, updated: 0, unchanged: 2 });
    expect(await seen('tom@example.com')).toEqual(['Tom', null, null, null, null]);
  });
});

describe('rows are recognised', () => {
  beforeEach(async () => {
    await runImport(owner, `${HEADER}\nIlse,Varga,ilse@example.com,+49 30 23125 210,\nTom,Weiss,tom@example.com,,\n`);
  });

  it('by email alone: the number of another person becomes a further one', async () => {
    const run = await runImport(owner, `${HEADER}\nIlse,Varga,,+49 30 23125 210,\nIlse,Varga,new@example.com,+49 30 23125 210,\n`, {
      start: { matchBy: 'email' },
    });
    expect(run.counts).toMatchObject({ created: 1, updated: 0, rejected: 1 });
  });

  it('by phone alone, whatever the name is; an address of someone else rejects the row', async () => {
    const run = await runImport(
      owner,
      `${HEADER}\nElse,Lund,else@example.com,+49 30 23125 210,\nX,Y,tom@example.com,+49 30 23125 210,\nNo,Phone,no@example.com,,\n`,
      { start: { matchBy: 'phone' } },
    );
    expect(run.counts).toMatchObject({ created: 0, updated: 1, rejected: 2 });
    expect(await contactByEmail(owner, 'else@example.com')).toMatchObject({ firstName: 'Else', primaryPhone: '+49 30 23125 210' });
    const rejects = await dataOf<{ items: { code: string }[] }>(owner.get(`imports/${run.id}/rejects`));
    expect(rejects.items.map(({ code }) => code)).toEqual(['contact.emailTaken', 'contact.noKey']);
  });

  it('by nothing: each is a new contact, but none gets an address that exists', async () => {
    const run = await runImport(owner, `${HEADER}\nTom,Weiss,,,\nTom,Weiss,,,\nTom,Weiss,tom@example.com,,\n`, {
      start: { matchBy: 'none' },
    });
    expect(run.counts).toMatchObject({ created: 2, rejected: 1 });
    expect((await people()).filter(({ firstName }) => firstName === 'Tom')).toHaveLength(3);
  });
});
