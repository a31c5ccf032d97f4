import { booleanOf, isEmptyWord } from '@rapport/common';
import { headerKey } from '../mapping/headerNames.js';

/** Why the people of a row must not be written to, as the product they come from says. */
export type ImportedSuppression = 'unsubscribed' | 'bounced' | 'complained';

/**
 * What a column tells: `optedOut`, `bounced` and `complained` by yes or a date, the notes by being filled (a reason, a campaign),
 * `optedIn` by no, `status` by a word, `anyStatus` too but not for sure, `tags` by one word of several.
 */
export type ConsentMeaning =
  'optedOut' | 'bounced' | 'complained' | 'optedOutNote' | 'bouncedNote' | 'optedIn' | 'status' | 'anyStatus' | 'tags';

/** Parts of names of columns and files, without accents and blanks, in the languages of the people we know of. */
const OUT = parts(
  'unsub|optout|optedout|optsout|donotcontact|donotemail|donotmail|donotsend|donotbulkemail|donotmarket|nocontact|noemails?$|nomail|nonewsletter|' +
    'blacklist|blocklist|blockedemail|emailblocked|suppress|abgemeld|abmeld|abbestell|ausgetrag|austrag|widerruf|widersproch|werbesperre|gesperrt|sperrvermerk|' +
    'keinewerbung|keinemail|keineemail|keinnewsletter|kontaktverbot|nichtkontaktieren|desabonn|desinscri|desincri|nepascontacter|nepasenvoyer|desuscri|dadodebaja|' +
    'fechadebaja|fechabaja|nocontactar|noenviar|disiscri|noncontattare|noninviare|uitgeschreven|uitschrijv|afgemeld|nietmailen|nietcontact|nietbenader|descadastr|' +
    'cancelouinscricao|naocontact|naoenviar|wypisan|rezygnacj|niekontakt|niewysylac|avregistrer|avprenumer|avmeld|afmeld|frameld|peruuttan|odhlas|odhlaseni|leiratkoz|' +
    'dezabon|aboneliktencik|отпис|退订|退訂|配信停止|購読解除|수신거부|구독취소',
);
const OUT_WORDS = new Set([
  'baja',
  'bajas',
  'dnc',
  'dne',
  'dnm',
  'oppose',
  'opposition',
  'optouts',
  'stop',
  'blocked',
  'removed',
  'removals',
]);
const BOUNCE = parts(
  'bounce|cleantime|undeliver|notdeliver|unzustellbar|hardbounc|invalidemail|emailinvalid|invalidaddress|rebotad|rebotes|rimbalz|nichtzustellbar',
);
const BOUNCE_WORDS = new Set(['cleaned', 'invalid', 'bounces', 'bounced', 'undeliverable']);
const COMPLAINT = parts('complain|spamreport|markedasspam|reportedasspam|abusereport|beschwerde|spambeschwerde|plaintes?$|signalespam');
const COMPLAINT_WORDS = new Set(['spam', 'abuse', 'complaints']);
const IN = parts(
  '^(?:is|has|email)?subscribed|subscribedto|optin|optedin|acceptsmarketing|acceptsemail|acceptemail|marketingconsent|emailconsent|gdprconsent|consent$|^consent|' +
    'marketingpermission|emailpermission|permissiontoemail|erlaubniszummarketing|einwilligung|angemeldet|werbungerlaubt|newsletter|^abonne|inscrit|consentement|suscrito|' +
    'consentimiento|iscritto|consenso|aangemeld|toestemming|inscrito|consentimento|zapisany|zgoda|samtykke|samtycke|souhlas|hozzajarulas|cancontact|mayemail|mailingallowed|cancall',
);
const STATUS = parts(
  'status|statut|^estado|^stato|^state$|subscription$|abonnement$|^abo$|статус|状态|狀態|ステータス|상태|deliverability|emailvalidity|verificationresult',
);
/** A status of something that is mailed; that of an order or a person in general may use the same words for something else. */
const MAIL_STATUS = parts(
  'mail|subscri|abo|newsletter|optin|consent|list|marketing|deliverability|verification|iscriz|inscri|suscri|permission|einwillig',
);
const TAGS = /^(?:tags?|labels?|groups?|segments?|lists?|schlagworte?|gruppen?|etiquett?es?|etiquetas?|etichette|categories)$/;
/** What is said beside a no: filled only where there is one. */
const NOTE =
  /(?:reason|campaign|campaigntitle|campaignid|title|comment|notes?|grund|motif|motivo|feedback|type|category|code|message)(?:other)?$/;
/** Facts about a yes or no, not the yes or no: an address, a place, a sentence. */
const ABOUT = /(?:ip|url|link|source|token|id|campaign|campaignid|page|form|method|rate|score)$/;
/** Another channel than email. */
const CHANNELS = /sms|phone|telefon|call|anruf|fax|postal|briefpost|whatsapp|directmail|push/;

export function meaningOfHeader(header: string): ConsentMeaning | null {
  const key = headerKey(header);
  if (key === '' || (CHANNELS.test(key) && !/e?mail/.test(key.replace(/postalmail|directmail/, '')))) return null;
  if (TAGS.test(key)) return 'tags';
  if (STATUS.test(key) && !OUT.test(key)) return MAIL_STATUS.test(key) ? 'status' : 'anyStatus';
  if (COMPLAINT.test(key)) return ABOUT.test(key) ? null : 'complained';
  if (BOUNCE.test(key)) return /(?:rate|score|url|link)$/.test(key) ? null : NOTE.test(key) ? 'bouncedNote' : 'bounced';
  if (OUT.test(key) || OUT_WORDS.has(key)) return /(?:url|link|token)$/.test(key) ? null : NOTE.test(key) ? 'optedOutNote' : 'optedOut';
  return IN.test(key) && !ABOUT.test(key) && !/(?:time|date|at|on|am)$/.test(key) ? 'optedIn' : null;
}

/** Who is in a file, as far as its name says. */
export function meaningOfFileName(fileName: string): ImportedSuppression | null {
  const plain = fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
  const words = plain.split(/[^\p{L}\p{N}]+/u).map(headerKey);
  const key = headerKey(plain);
  const has = (parts: RegExp, exact: ReadonlySet<string>): boolean => parts.test(key) || words.some((word) => exact.has(word));
  if (has(COMPLAINT, COMPLAINT_WORDS)) return 'complained';
  if (has(BOUNCE, BOUNCE_WORDS)) return 'bounced';
  return has(OUT, OUT_WORDS) ? 'unsubscribed' : null;
}

const VALUES: ReadonlyMap<string, ImportedSuppression | 'fine' | 'unclear'> = new Map([
  ...words(
    'unsubscribed',
    'unsubscribed unsubscribe unsub optedout optout optouts emailoptout blocklisted blacklisted blocked disabled suppressed donotcontact donotemail donotmail dnc removed revoked ' +
      'withdrawn declined denied refused cancelled canceled globallyunsubscribed unsubscribedfromall notsubscribed notoptedin noconsent nopermission stop stopped ' +
      'abgemeldet ausgetragen gesperrt widerrufen abbestellt gekundigt desabonne desabonnee desinscrit desinscrite resilie refuse baja dadodebaja desuscrito cancelado disiscritto cancellato ' +
      'revocato uitgeschreven afgemeld geblokkeerd descadastrado wypisany zrezygnowal odhlasen odhlaseny leiratkozott avregistrerad avmeldt afmeldt frameldt peruutettu dezabonat отписан отписался ' +
      '退订 已退订 退訂 配信停止 수신거부',
  ),
  ...words(
    'bounced',
    'bounced bounce hardbounce hardbounced hard cleaned invalid undeliverable undelivered nonexistent notdeliverable emailinvalid invalidemail dead unzustellbar ungultig invalide rebotado rimbalzato',
  ),
  ...words('complained', 'complained complaint complaints spam spamcomplaint spamreport abuse markedasspam reportedasspam beschwerde'),
  ...words(
    'fine',
    'subscribed subscriber active enabled confirmed optedin optin verified valid deliverable allowed granted given accepted ok okay good soft softbounce softbounced none never delivered sent ' +
      'angemeldet bestatigt aktiv gultig abonne abonnee inscrit inscrite actif confirme activo suscrito confirmado iscritto attivo confermato actief aangemeld bevestigd ativo inscrito aktywny ' +
      'potwierdzony aktivni tilmeldt pameldt',
  ),
  ...words(
    'unclear',
    'inactive pending unconfirmed notconfirmed archived deleted nonsubscribed paused unverified unknown risky catchall quarantined expired inaktiv unbestatigt ausstehend inactif enattente ' +
      'inactivo pendiente inattivo inactief inativo pendente nieaktywny',
  ),
]);

export type CellMeaning = ImportedSuppression | 'fine' | 'unclear';

/** What a cell of such a column says. Whatever cannot be told is `unclear`: then the strict reading is the safe one. */
export function meaningOfCell(meaning: ConsentMeaning, text: string): CellMeaning {
  const cell = text.trim();
  if (cell === '' || isEmptyWord(cell)) return 'fine';
  const known = VALUES.get(headerKey(cell));
  switch (meaning) {
    case 'status':
      return known ?? 'fine';
    case 'anyStatus':
      return AMBIGUOUS.has(headerKey(cell)) ? 'unclear' : (known ?? 'fine');
    case 'optedOutNote':
      return isNo(cell) ? 'fine' : 'unsubscribed';
    case 'bouncedNote':
      return isNo(cell) || known === 'fine' ? 'fine' : 'bounced';
    case 'tags':
      return strictest(cell.split(/[,;|]/).map((tag) => VALUES.get(headerKey(tag)) ?? 'fine'));
    case 'optedIn':
      if (known && known !== 'fine' && known !== 'unclear') return known;
      return booleanOf(cell) === false ? 'unsubscribed' : 'fine';
    default: {
      const suppression = meaning === 'optedOut' ? 'unsubscribed' : meaning;
      if (known && known !== 'unclear') return known === 'fine' ? 'fine' : known;
      if (isNo(cell)) return 'fine';
      // Two bounces and more are a count, mostly of passing ones.
      if (meaning === 'bounced' && /^\d+$/.test(cell) && cell !== '1') return 'unclear';
      return booleanOf(cell) === true || /\d/.test(cell) ? suppression : 'unclear';
    }
  }
}

/** Words that say no by themselves, whatever the column is called. */
export function isTellingValue(text: string): boolean {
  const known = VALUES.get(headerKey(text));
  return (known === 'unsubscribed' || known === 'complained' || known === 'bounced') && !AMBIGUOUS.has(headerKey(text));
}

/** Common in columns that have nothing to do with mailings. */
const AMBIGUOUS = new Set(
  'disabled blocked removed declined denied refused refuse cancelled canceled cancelado cancellato stop stopped hard invalid dead spam invalide revoked withdrawn gesperrt gekundigt resilie baja ungultig abuse'.split(
    ' ',
  ),
);

function isNo(cell: string): boolean {
  return booleanOf(cell) === false || /^0+(?:[.,:/-]0+)*(?:[ T]0+(?::0+)*)?$/.test(cell);
}

function strictest(meanings: readonly CellMeaning[]): CellMeaning {
  return (['complained', 'unsubscribed', 'bounced'] as const).find((meaning) => meanings.includes(meaning)) ?? 'fine';
}

function words<T extends CellMeaning>(meaning: T, text: string): [string, T][] {
  return text.split(' ').map((word) => [headerKey(word), meaning]);
}

/** As `headerKey` leaves them: without accents, and Korean taken apart. */
function parts(pattern: string): RegExp {
  return new RegExp(pattern.normalize('NFKD').replace(/\p{M}/gu, ''), 'u');
}
