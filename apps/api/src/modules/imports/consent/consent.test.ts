import { consentQuestion, consentRuleOf, findConsent, suppressionOf, type ConsentAnswer } from './consentRule.js';
import { meaningOfFileName, meaningOfHeader } from './consentWords.js';

/** What a file with one such column makes of each value; and whether it asks first. */
function judge(header: string, values: string[], answer: ConsentAnswer | null = null, fileName = 'people.csv') {
  const headers = ['Email', header];
  const rows = values.map((value, i) => [`p${i}@example.com`, value]);
  const finding = findConsent(null, headers, fileName, rows);
  const rule = consentRuleOf(finding, answer);
  return { asks: consentQuestion(finding, headers, rows) !== null, says: rows.map((row) => suppressionOf(rule, row)) };
}

describe('names of columns', () => {
  it.each([
    ...[
      'Opted out',
      'Email Opt Out',
      'HasOptedOutOfEmail',
      'unsub',
      'Unsubscribed',
      'UNSUB_TIME',
      'Do not contact',
      'Do Not Email',
      'DoNotBulkEMail',
    ],
    ...[
      'Blacklisted',
      'EMAIL_BLACKLISTED',
      'Blocklisted',
      'Suppressed',
      'Abgemeldet',
      'Abgemeldet am',
      'Werbesperre',
      'désabonné',
      'Désinscrit le',
      'Ne pas contacter',
    ],
    ...[
      'Dado de baja',
      'Fecha de baja',
      'Disiscritto',
      'Uitgeschreven',
      'Afgemeld',
      'Descadastrado',
      'Wypisany',
      'Avregistrerad',
      'Avmeldt',
      'Odhlášen',
      'Leiratkozott',
    ],
    ...['Отписан', '退订', '配信停止', '수신거부', 'Unsubscribed from all email', 'Opted out of email: Newsletter', 'DNC'],
  ])('%s says who opted out', (header) => {
    expect(meaningOfHeader(header)).toBe('optedOut');
  });

  it.each([
    ['Subscribed', 'optedIn'],
    ['Opt-in', 'optedIn'],
    ['Accepts Email Marketing', 'optedIn'],
    ['Einwilligung', 'optedIn'],
    ['Email status', 'status'],
    ['Subscription status', 'status'],
    ['Status', 'anyStatus'],
    ['Statut', 'anyStatus'],
    ['Order status', 'anyStatus'],
    ['Hard bounce', 'bounced'],
    ['Bounced', 'bounced'],
    ['CLEAN_TIME', 'bounced'],
    ['Bounce reason', 'bouncedNote'],
    ['UNSUB_REASON', 'optedOutNote'],
    ['UNSUB_CAMPAIGN_TITLE', 'optedOutNote'],
    ['Marked as spam', 'complained'],
    ['Tags', 'tags'],
    ['OPTIN_IP', null],
    ['OPTIN_TIME', null],
    ['Unsubscribe link', null],
    ['SMS_BLACKLISTED', null],
    ['SMS opt-out', null],
    ['Do not call', null],
    ['DoNotPostalMail', null],
    ['Bounce rate', null],
    ['First name', null],
    ['Company', null],
    ['Notes', null],
    ['Country', null],
  ])('%s means %s', (header, meaning) => {
    expect(meaningOfHeader(header)).toBe(meaning);
  });
});

describe('names of files', () => {
  it.each([
    ['bounces.csv', 'bounced'],
    ['hard_bounces_2025.csv', 'bounced'],
    ['cleaned_members_export.csv', 'bounced'],
    ['suppression list.csv', 'unsubscribed'],
    ['unsubscribed_segment_export_c4d2.csv', 'unsubscribed'],
    ['Opt-Outs.csv', 'unsubscribed'],
    ['do_not_contact.csv', 'unsubscribed'],
    ['blacklist.txt', 'unsubscribed'],
    ['Abmeldungen 2025.csv', 'unsubscribed'],
    ['désabonnés.csv', 'unsubscribed'],
    ['bajas.csv', 'unsubscribed'],
    ['DNC.csv', 'unsubscribed'],
    ['spam complaints.csv', 'complained'],
    ['subscribed_members.csv', null],
    ['contacts.csv', null],
    ['Kunden 2025.csv', null],
    ['outlook export.csv', null],
  ])('%s: %s', (name, meaning) => {
    expect(meaningOfFileName(name)).toBe(meaning);
  });
});

describe('what the cells say', () => {
  it.each([
    ['Opted out', ['yes', 'no', '1', '0', 'TRUE', '', 'N/A', '2025-01-05 09:00', '0000-00-00'], 'u-u-u--u-'],
    ['Subscribed', ['yes', 'no', '', 'FALSE', 'ja', 'nein'], '-u-u-u'],
    ['Status', ['enabled', 'blocklisted', 'disabled', ''], '-uu-'],
    ['Status', ['Subscribed', 'Unsubscribed', 'Cleaned', 'Complained'], '-ubc'],
    ['Marketing consent', ['granted', 'revoked', 'yes', 'no'], '-u-u'],
    ['Hard bounce', ['true', 'false', '', '2025-01-05'], 'b--b'],
    ['Bounce reason', ['550 no such user', 'soft bounce', ''], 'b--'],
    ['Tags', ['vip, unsubscribed', 'vip', 'bounced;x'], 'u-b'],
    ['Etat des lieux', ['désabonné', 'abonné', 'abonné'], 'u--'],
    ['Состояние', ['отписан', 'активен', ''], 'u--'],
    ['Order status', ['shipped', 'paid', 'new'], '---'],
  ])('%s %j', (header, values, expected) => {
    const { asks, says } = judge(header, values);
    expect(asks).toBe(false);
    expect(says.map((reason) => reason?.[0] ?? '-').join('')).toBe(expected);
  });

  it.each([
    ['Status', ['active', 'inactive'], 'u'],
    ['Order status', ['shipped', 'cancelled'], 'u'],
    ['Email status', ['pending', 'confirmed'], 'u'],
    ['Opted out', ['yes', 'maybe later'], 'u'],
    ['Bounces', ['3', '0'], 'b'],
  ])('asks what %s means with %j, and takes it as no until told otherwise', (header, values, expected) => {
    expect(judge(header, values).asks).toBe(true);
    expect(
      judge(header, values, 'asMarked')
        .says.map((reason) => reason?.[0] ?? '-')
        .join(''),
    ).toContain(expected);
    const [clear] = judge(header, values, 'onlyClear').says.filter((reason) => reason !== null);
    expect(clear ?? null).toBe(header === 'Opted out' ? 'unsubscribed' : null);
  });

  it('asks about the name of a file, unless its columns say it of everyone', () => {
    expect(judge('Name', ['Ann'], null, 'bounces.csv')).toEqual({ asks: true, says: [null] });
    expect(judge('Name', ['Ann'], 'suppressAll', 'bounces.csv').says).toEqual(['bounced']);
    expect(judge('Name', ['Ann'], 'suppressAll').says).toEqual(['unsubscribed']);
    expect(judge('Name', ['Ann'], 'asMarked', 'bounces.csv').says).toEqual([null]);
    expect(judge('Bounced', ['yes', 'yes'], null, 'bounces.csv').asks).toBe(false);
    expect(judge('Bounced', ['yes', 'no'], null, 'bounces.csv').asks).toBe(true);
  });
});
