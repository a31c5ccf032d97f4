import type { ProviderErrorKind, ProviderErrorScope } from '../contracts/ProviderError.js';
import { meaningOfEnhanced } from './enhancedCodes.js';
import { meaningOfWords, saysGreylisting } from './replyWords.js';
import type { SmtpReply } from './SmtpReply.js';

/** Where in the conversation the reply came. `dot`: after the whole message. */
export type SmtpStage = 'connect' | 'greeting' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'dot';

/** What a refusal means: who is meant, and whether asking again may help. */
export interface ReplyMeaning {
  readonly kind: Exclude<ProviderErrorKind, 'unknownOutcome'>;
  readonly scope: ProviderErrorScope;
  /** The mailbox or its domain does not exist. */
  readonly isAddressInvalid: boolean;
  /** A server that does not know us yet wants to see us again: nothing to worry about. */
  readonly isGreylisting: boolean;
}

/**
 * Reply code, then enhanced code, then (where neither says whom it is about) the stage and, last of all, the words.
 * `mail` and everything before it can only be about the connection or about us; a recipient is named from `rcpt` on.
 */
export function classifyReply(reply: SmtpReply, stage: SmtpStage): ReplyMeaning {
  const { code } = reply;
  const isPermanent = code >= 500;
  const greylisting = !isPermanent && saysGreylisting(reply.text);
  const meaning: Meaning = (kind, scope, isAddressInvalid = false) => ({
    kind,
    scope,
    isAddressInvalid,
    isGreylisting: greylisting && scope !== 'connection',
  });
  // The server closes, or the two sides have lost each other: said to the connection, whatever else it says.
  if (code === 421) return meaning('limited', 'connection');
  if (code === 503) return meaning('unavailable', 'connection');
  if (isBeforeMessage(stage)) return openingMeaning(stage, isPermanent, meaning);
  if (asksForLogin(code)) return meaning('auth', 'ours');
  if (stage === 'mail') return mailMeaning(reply, isPermanent, meaning);
  const blame = greylisting ? recipient : blamed(reply, stage);
  return isPermanent ? meaning('rejected', blame.scope, blame.isAddressInvalid) : meaning('limited', blame.scope);
}

type Meaning = (kind: ReplyMeaning['kind'], scope: ProviderErrorScope, isAddressInvalid?: boolean) => ReplyMeaning;

interface Blame {
  readonly scope: 'ours' | 'recipient';
  readonly isAddressInvalid: boolean;
}
const ours: Blame = { scope: 'ours', isAddressInvalid: false };
const recipient: Blame = { scope: 'recipient', isAddressInvalid: false };
const noMailbox: Blame = { scope: 'recipient', isAddressInvalid: true };

function isBeforeMessage(stage: SmtpStage): boolean {
  return stage !== 'mail' && stage !== 'rcpt' && stage !== 'data' && stage !== 'dot';
}

function openingMeaning(stage: SmtpStage, isPermanent: boolean, meaning: Meaning): ReplyMeaning {
  if (!isPermanent) return meaning('limited', 'connection');
  return meaning(stage === 'auth' || stage === 'starttls' ? 'auth' : 'rejected', 'ours');
}

/** MAIL FROM is the same for every message, but for its size. */
function mailMeaning({ code, enhanced }: SmtpReply, isPermanent: boolean, meaning: Meaning): ReplyMeaning {
  const isAboutSize = code === 552 || (enhanced?.subject === 3 && enhanced.detail === 4);
  if (isAboutSize && isPermanent) return meaning('rejected', 'recipient');
  return meaning(isPermanent ? 'rejected' : 'limited', 'ours');
}

/** 530, 534, 535 and 538 demand a login or a better one, wherever they are said. */
function asksForLogin(code: number): boolean {
  return code === 530 || code === 534 || code === 535 || code === 538;
}

function blamed(reply: SmtpReply, stage: SmtpStage): Blame {
  if (reply.enhanced) {
    const meaning = meaningOfEnhanced(reply.enhanced, reply.text);
    if (meaning !== null) return meaning === 'noMailbox' ? noMailbox : meaning === 'ours' ? ours : recipient;
  }
  // 521 and 556: the domain takes no mail at all. 571: delivery not authorised.
  if (stage === 'rcpt' && (reply.code === 521 || reply.code === 556)) return noMailbox;
  if (reply.code === 571) return ours;
  // At RCPT TO: no storage left there. After the message it may as well be the size or the account.
  if (stage === 'rcpt' && reply.code === 552) return recipient;
  switch (meaningOfWords(reply.text)) {
    case 'noMailbox':
      return noMailbox;
    case 'ours':
      return ours;
    case 'mailbox':
    case null:
      return recipient;
  }
}
