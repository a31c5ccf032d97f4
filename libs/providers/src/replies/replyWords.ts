import { enhancedText, type SmtpReply } from './SmtpReply.js';

/**
 * What words say, for replies whose codes say nothing. Addresses, links and numbers are taken out first: a recipient called
 * `blocked-relay@example.com` decides nothing.
 */
export type WordMeaning = 'noMailbox' | 'mailbox' | 'ours' | null;

/** The sender, the host or its greeting is named: what follows ("user unknown", "host not found") is said about them. */
const US_NAMED =
  /\bsender (verify|address|domain|id\b|is|was|not|rejected|denied)|\b(return|reverse)[- ]path|envelope sender|from (address|domain|header)|mail from\b|\bhelo command|\bclient host\b|\byour (ip|host|server|domain|mail server|address)\b|verification failed for (sender|the sender)/i;

const NO_MAILBOX =
  /\b(user|recipient|mailbox|account|address|local[- ]part|alias|person|customer)s?\b[^.;]{0,30}\b(unknown|not found|not exist|(does|do|did)(n't| not) exist|doesnt exist|not known|invalid|no longer (exists?|valid|available|on server)|not a valid|not valid|undeliverable|not listed|has moved|not here|not recogni[sz]ed)\b|\b(no such|unknown|invalid|non-?existent|nonexisting|not a (valid|known)|not our|no|unrout(e)?able|undeliverable) (smtp |local |virtual |e-?mail |relay )?(user|recipient|mailbox|address|account|local[- ]part|person|alias|customer)\b|doesn'?t have an? .{0,40}account|no mailbox (here|by that name)|does not (exist|like recipient)|not (an )?existing (user|mailbox)|(user|recipient|mailbox|address) rejected: (no such|unknown)|domain (name )?(not found|does not exist)|host (or domain name )?not found|no such domain|does not accept mail \(nullmx\)|null mx/i;

const MAILBOX =
  /\b(over|exceed\w*|out of) (disk )?(quota|storage)|\bquota\b[^.;]{0,20}\b(mailbox|user|recipient)|(mailbox|inbox|account|user|recipient)('s)?( \w+){0,3} (is )?(full|over ?quota|disabled|inactive|suspended|unavailable|not available|temporarily|locked|expired|deactivated|blocked from receiving|receiving mail|busy|closed)|mailbox (name )?(not allowed|unavailable)|not enough (disk )?(space|storage)|recipient address rejected|recipient (has|did|does|only|is not|not|was not|refused|rejected|cannot|can't)|(not|isn'?t) (allowed|permitted|authori[sz]ed) to (receive|accept)|gr[ea]y-?list|user does ?n.t accept|verification failed for recipient/i;

const OURS =
  /\brelay(ing|ed)?\b|not (in|on) my list of allowed rcpthosts|\bblock(ed|ing|s|list\w*)?\b|black-?list\w*|deny-?list\w*|ban(ned)?\b|\b(dns|rh)?[rsxpd]?bls?\b|spamhaus|spamcop|sorbs|barracuda|proofpoint|reputation|\blisted\b|\bspf\b|\bdkim\b|\bdmarc\b|\barc\b|authenticat\w*|unauthenticated|credential|log ?in|password|not verified|verif(y|ied|ication)|unverified|not authori[sz]ed|permission|access denied|\bdenied\b|polic(y|ies)|administrative(ly)?|prohibit\w*|\bspam\w*|unsolicited|\bbulk\b|\bjunk\b|virus|infected|malware|phish\w*|content|sender (address )?(rejected|denied|verify|not|invalid)|from address|bad sender|client host|your (ip|host|server|domain|access|message looks)|throttl\w*|\brate\b|too (many|much|fast)|(sending|daily|hourly|message|recipient|plan|sandbox|account|monthly) ?(sending |send )?(limit|quota)|limit (reached|exceeded)|quota|credits?\b|reverse dns|\brdns\b|\bptr\b|\bhelo\b|\behlo\b|must issue a starttls|\btls\b|encrypt\w*|suspended|not allowed to send|upgrade|not accepted from|sendasdenied/i;

const GREYLISTING = /gr[ea]y-?list|postgrey|first[- ]time sender|deferring first/i;

export function meaningOfWords(text: string): WordMeaning {
  const words = plainWords(text);
  if (US_NAMED.test(words)) return 'ours';
  if (NO_MAILBOX.test(words)) return 'noMailbox';
  if (MAILBOX.test(words)) return 'mailbox';
  return OURS.test(words) ? 'ours' : null;
}

export function saysGreylisting(text: string): boolean {
  return GREYLISTING.test(text);
}

/** Does the text speak of the recipient where its code (x.7.0, x.7.1) may mean either side? */
export function blamesRecipient(text: string): boolean {
  const meaning = meaningOfWords(text);
  return meaning === 'noMailbox' || meaning === 'mailbox';
}

/**
 * The same for the same refusal, whoever it is told to: the codes where there is an enhanced one, else the reply code and the words
 * without addresses, numbers and ids.
 */
export function fingerprintOf({ code, enhanced, text }: SmtpReply, recipient: string): string {
  if (enhanced) return `${code} ${enhancedText(enhanced)}`;
  const local = recipient.slice(0, Math.max(0, recipient.lastIndexOf('@'))).toLowerCase();
  const words = plainWords(text)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== local && !/\d/.test(word));
  return `${code} ${words.slice(0, 12).join(' ')}`.trim();
}

function plainWords(text: string): string {
  return text
    .replace(/https?:\/\/\S+/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\S*@\S*/g, ' ')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, ' ')
    .replace(/[’`]/g, "'");
}
