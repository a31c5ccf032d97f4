import { inspectSample } from '../csv/inspectSample.js';
import { consentRuleOf, suppressionOf } from '../consent/consentRule.js';
import { detectTable } from '../detectTable.js';

/** What is detected in an export of a product: where columns go, and what each row says about writing to it. */
function detect(text: string, fileName = 'contacts.csv') {
  const sample = inspectSample({ bytes: Buffer.from(text), isWholeFile: true });
  const inspected = { kind: 'csv' as const, names: null, workbook: null, isWhole: true, ...sample };
  const { preset, table, sampleRows } = detectTable({ inspected, fileName, country: 'DE', customFields: [] });
  const targets = new Map<string, string>();
  for (const { header, target } of table.columns.filter(({ target }) => target !== 'ignore'))
    targets.set(target, [targets.get(target), header].filter(Boolean).join(', '));
  const rule = consentRuleOf(table.consent, null);
  return {
    preset,
    targets: Object.fromEntries(targets),
    suppressed: sampleRows.map((row) => suppressionOf(rule, row)),
  };
}

describe('an export of', () => {
  it('Google Contacts, of today', () => {
    const header =
      'First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,' +
      'Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,' +
      'E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value';
    const row =
      'Ada,,Lovelace,,,,,,,,Engines,,,--12-10,,,* myContacts ::: Friends,* Work,ada@example.com,Home,ada2@example.com,Mobile,+44 20 7946 0123 ::: 2';
    expect(detect(`${header}\n${row}\n`)).toEqual({
      preset: 'google',
      targets: {
        firstName: 'First Name',
        lastName: 'Last Name',
        company: 'Organization Name',
        primaryEmail: 'E-mail 1 - Value',
        primaryPhone: 'Phone 1 - Value',
        furtherEmail: 'E-mail 2 - Value',
        lists: 'Labels',
        'label:20': 'E-mail 2 - Label',
      },
      suppressed: [null],
    });
  });

  it('Google Contacts, as it was', () => {
    const header =
      'Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name';
    expect(
      detect(`${header}\nAda Lovelace,Ada,,Lovelace,* myContacts,* Work,ada@example.com ::: b@example.com,Mobile,1,Engines\n`),
    ).toMatchObject({
      preset: 'google',
      targets: { firstName: 'Given Name', lastName: 'Family Name', primaryEmail: 'E-mail 1 - Value', company: 'Organization 1 - Name' },
    });
  });

  it('Outlook', () => {
    const header =
      'Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Country/Region,Business Phone,Mobile Phone,' +
      'Primary Phone,Birthday,Categories,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 3 Address,Notes,Web Page';
    expect(detect(`${header}\n,Ada,,Lovelace,,Engines,,,,,030 901820,,,0/0/00,,ada@example.com,SMTP,Ada,,,,\n`)).toEqual({
      preset: 'outlook',
      targets: {
        firstName: 'First Name',
        lastName: 'Last Name',
        company: 'Company',
        primaryPhone: 'Business Phone',
        primaryEmail: 'E-mail Address',
        furtherEmail: 'E-mail 2 Address, E-mail 3 Address',
        furtherPhone: 'Mobile Phone, Primary Phone',
      },
      suppressed: [null],
    });
  });

  it('HubSpot, with who is unsubscribed from all email', () => {
    const header =
      'Record ID,First Name,Last Name,Email,Phone Number,Associated Company,Lifecycle Stage,Create Date,Unsubscribed from all email';
    expect(
      detect(
        `${header}\n1,Ada,Lovelace,ada@example.com,,Engines,Lead,2025-03-04 10:00,true\n2,Bob,,bob@example.com,,,Lead,2025-03-04 10:00,false\n`,
      ),
    ).toEqual({
      preset: 'hubspot',
      targets: {
        firstName: 'First Name',
        lastName: 'Last Name',
        primaryEmail: 'Email',
        primaryPhone: 'Phone Number',
        company: 'Associated Company',
        createdOn: 'Create Date',
      },
      suppressed: ['unsubscribed', null],
    });
  });

  it.each([
    ['English', 'Email Address,First Name,Last Name', 'subscribed_members_export_1.csv', null],
    ['German', 'E-Mail-Adresse,Vorname,Nachname', 'unsubscribed_members_export_1.csv', 'unsubscribed'],
    ['French', 'Adresse e-mail,Prénom,Nom', 'cleaned_members_export_1.csv', 'bounced'],
    ['Spanish', 'Dirección de correo electrónico,Nombre,Apellidos', 'subscribed_members_export_1.csv', null],
    ['Italian', 'Indirizzo email,Nome,Cognome', 'unsubscribed_members_export_1.csv', 'unsubscribed'],
  ])('Mailchimp in %s, where the name of the file says who may be written to', (_, names, fileName, meaning) => {
    const [email, first, last] = names.split(',');
    const found = detect(`${names},MEMBER_RATING,OPTIN_TIME,LEID,EUID\nada@example.com,Ada,Lovelace,2,2025-03-04 10:00:00,1,x\n`, fileName);
    expect(found).toEqual({
      preset: 'mailchimp',
      targets: { primaryEmail: email, firstName: first, lastName: last, createdOn: 'OPTIN_TIME' },
      suppressed: [meaning],
    });
  });

  it.each([
    ['English', 'Status', 'Unsubscribed', 'Subscribed'],
    ['German', 'Status', 'Abgemeldet', 'Angemeldet'],
    ['French', 'Statut', 'Désabonné', 'Abonné'],
    ['Spanish', 'Estado', 'Cancelado', 'Suscrito'],
    ['Italian', 'Stato', 'Disiscritto', 'Iscritto'],
  ])('Mailchimp with a status in %s', (_, column, no, yes) => {
    const found = detect(`Email Address,MEMBER_RATING,LEID,EUID,${column}\na@example.com,2,1,x,${no}\nb@example.com,2,1,x,${yes}\n`);
    expect(found).toMatchObject({ preset: 'mailchimp', suppressed: ['unsubscribed', null] });
  });

  it.each([
    ['English', 'EMAIL;LASTNAME;FIRSTNAME', 'Yes', 'No'],
    ['French', 'EMAIL;NOM;PRENOM', 'Oui', 'Non'],
    ['German', 'EMAIL;NACHNAME;VORNAME', 'Ja', 'Nein'],
  ])('Brevo in %s', (_, names, yes, no) => {
    const [email, last, first] = names.split(';');
    const rows = [`a@example.com;Lovelace;Ada;+442079460123;${yes};${no};03-04-2025`, `b@example.com;B;Bob;;${no};${no};13-04-2025`];
    expect(detect(`${names};SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME\n${rows.join('\n')}\n`)).toEqual({
      preset: 'brevo',
      targets: { primaryEmail: email, lastName: last, firstName: first, primaryPhone: 'SMS', createdOn: 'ADDED_TIME' },
      suppressed: ['unsubscribed', null],
    });
  });

  it('ActiveCampaign, with its statuses', () => {
    const rows = ['Unsubscribed', 'Active', 'Bounced'].map(
      (status, i) => `p${i}@example.com,Ada,Lovelace,,"a,b",2025-03-04 10:00,1.2.3.4,${status}`,
    );
    expect(detect(`Email,First Name,Last Name,Phone,Tags,Date Created,IP,Status\n${rows.join('\n')}\n`)).toMatchObject({
      preset: 'activeCampaign',
      targets: { primaryEmail: 'Email', firstName: 'First Name', lastName: 'Last Name', createdOn: 'Date Created' },
      suppressed: ['unsubscribed', null, 'bounced'],
    });
  });
});
