import { classifyReply, type SmtpStage } from './classifyReply.js';
import { fingerprintOf } from './replyWords.js';
import { readReply } from './SmtpReply.js';

type Expected =
  'connection' | 'connection:off' | 'ours' | 'ours:auth' | 'ours:wait' | 'recipient' | 'bounce' | 'recipient:wait' | 'recipient:grey';

/** Replies as servers word them, with addresses and hosts of documentation. `bounce`: the mailbox does not exist. */
const table: Record<string, [SmtpStage, string, Expected][]> = {
  Postfix: [
    ['rcpt', '554 5.7.1 Service unavailable; client host [10.5.1.10] is on our block list', 'ours'],
    [
      'rcpt',
      '554 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.4',
      'ours',
    ],
    ['rcpt', '550 5.1.1 <r03@example.com>: Recipient address rejected: User unknown in relay recipient table', 'bounce'],
    ['rcpt', '550 5.1.1 <blocked.spam@example.com>: Recipient address rejected: User unknown in virtual mailbox table', 'bounce'],
    ['rcpt', '554 5.7.1 <r03@example.com>: Relay access denied', 'ours'],
    ['rcpt', '454 4.7.1 <r03@example.com>: Relay access denied', 'ours:wait'],
    [
      'rcpt',
      '450 4.2.0 <r03@example.com>: Recipient address rejected: Greylisted, see https://postgrey.example.com/help',
      'recipient:grey',
    ],
    ['rcpt', '450 4.7.1 <r03@example.com>: Recipient address rejected: Greylisted for 5 minutes', 'recipient:grey'],
    ['rcpt', '554 5.7.1 <r03@example.com>: Recipient address rejected: Access denied', 'recipient'],
    ['rcpt', '550 5.1.0 <club@example.org>: Sender address rejected: User unknown in virtual mailbox table', 'ours'],
    ['rcpt', '553 5.7.1 <club@example.org>: Sender address rejected: not owned by user ada', 'ours'],
    ['rcpt', '450 4.1.8 <club@example.org>: Sender address rejected: Domain not found', 'ours:wait'],
    ['rcpt', '450 4.1.2 <r03@exampel.com>: Recipient address rejected: Domain not found', 'recipient:wait'],
    ['rcpt', '550 5.1.2 <r03@exampel.com>: Recipient address rejected: Domain not found', 'bounce'],
    ['rcpt', '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname', 'ours'],
    ['rcpt', '450 4.7.1 <mail>: Helo command rejected: Host not found', 'ours:wait'],
    ['rcpt', '450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.4]', 'ours:wait'],
    ['rcpt', '556 5.1.10 <r03@example.net>: Recipient address rejected: Domain example.net does not accept mail (nullMX)', 'bounce'],
    ['rcpt', '452 4.3.1 Insufficient system storage', 'recipient:wait'],
    ['rcpt', '452 4.5.3 Error: too many recipients', 'ours:wait'],
    ['dot', '552 5.3.4 Message size exceeds fixed limit', 'recipient'],
    ['mail', '552 5.3.4 Message size exceeds fixed limit', 'recipient'],
    ['dot', '550 5.7.1 Message content rejected, UBE, id=01234-05', 'ours'],
    ['data', '554 5.5.1 Error: no valid recipients', 'recipient'],
    ['mail', '530 5.7.0 Must issue a STARTTLS command first', 'ours:auth'],
    ['auth', '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', 'ours:auth'],
    ['auth', '454 4.7.0 Temporary authentication failure: Connection lost to authentication server', 'connection'],
    ['rcpt', '421 4.7.0 mx.example.com Error: too many errors', 'connection'],
    ['mail', '421 4.3.2 All server ports are busy', 'connection'],
    ['greeting', '554 5.7.1 You are not welcome here', 'ours'],
    ['greeting', '421 4.7.0 mx.example.com Error: too many connections from 192.0.2.4', 'connection'],
  ],
  Exim: [
    ['rcpt', '550 Unrouteable address', 'bounce'],
    ['rcpt', '550 No such user here', 'bounce'],
    ['rcpt', '550 relay not permitted', 'ours'],
    ['rcpt', '550-Verification failed for <club@example.org>\n550-No Such User Here\n550 Sender verify failed', 'ours'],
    ['rcpt', '550 Administrative prohibition', 'ours'],
    [
      'rcpt',
      '550-Please turn on SMTP Authentication in your mail client.\n550 r03.example.com is not permitted to relay through this server without authentication.',
      'ours',
    ],
    ['rcpt', '451 Temporary local problem - please try later', 'recipient:wait'],
    ['rcpt', '452 Greylisted, please try again in 300 seconds', 'recipient:grey'],
    ['dot', '550 This message was classified as SPAM and may not be delivered', 'ours'],
    ['dot', '552 Message size exceeds maximum permitted', 'recipient'],
    [
      'rcpt',
      '550 The mail server could not deliver mail to r03@example.com. The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.',
      'bounce',
    ],
    ['rcpt', '550-"JunkMail rejected - (mail.example.org) [192.0.2.4]:5557 is in an RBL on rbl.example.net"', 'ours'],
    ['rcpt', '503 sender not yet given', 'connection:off'],
  ],
  'Exchange Online': [
    ['rcpt', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient r03@example.com not found by SMTP address lookup', 'bounce'],
    ['rcpt', '550 5.4.1 Recipient address rejected: Access denied. [AB1EUR01.example.com 2026-11-27T10:00:00.000Z 08DE]', 'recipient'],
    [
      'rcpt',
      '550 5.7.606 Access denied, banned sending IP [192.0.2.4]. To request removal from this list please visit https://sender.example.com',
      'ours',
    ],
    ['rcpt', '550 5.7.511 Access denied, banned sender[192.0.2.4]', 'ours'],
    ['rcpt', '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP', 'ours'],
    ['rcpt', '550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains', 'ours'],
    [
      'rcpt',
      '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed',
      'recipient',
    ],
    ['rcpt', '550 5.7.124 RESOLVER.RST.NotAuthorized; sender not in allowed-senders list', 'recipient'],
    ['rcpt', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'ours'],
    ['dot', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'ours'],
    ['mail', '530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM', 'ours:auth'],
    ['dot', '554 5.2.252 SendAsDenied; club@example.org not allowed to send as news@example.org', 'ours'],
    ['dot', '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied', 'ours'],
    ['rcpt', '550 5.1.90 Your message can’t be sent because you’ve reached your daily limit for message recipients', 'ours'],
    ['rcpt', '550 5.1.8 Access denied, bad outbound sender', 'ours'],
    ['dot', '550 5.7.515 Access denied, sending domain EXAMPLE.ORG does not meet the required authentication level', 'ours'],
    ['rcpt', '451 4.7.500 Server busy. Please try again later from [192.0.2.4]. (S77719)', 'ours:wait'],
    ['rcpt', '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException', 'recipient'],
    ['dot', '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded', 'recipient:wait'],
    ['dot', '550 5.7.509 Access denied, sending domain example.org does not pass DMARC verification', 'ours'],
    ['rcpt', '550 5.7.23 The message was rejected because of Sender Policy Framework violation', 'ours'],
    ['auth', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled', 'ours:auth'],
  ],
  Gmail: [
    [
      'rcpt',
      '550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking the recipient’s email address for typos or\n550 5.1.1 unnecessary spaces. 4fb4d7f45d1cf-5.7.1-gsmtp',
      'bounce',
    ],
    [
      'rcpt',
      '550-5.2.1 The email account that you tried to reach is disabled.\n550 5.2.1 https://support.example.com/mail/?p=DisabledUser',
      'recipient',
    ],
    ['rcpt', '552-5.2.2 The email account that you tried to reach is over quota.\n552 5.2.2 https://support.example.com', 'recipient'],
    [
      'rcpt',
      '450-4.2.1 The user you are trying to contact is receiving mail at a rate that\n450-4.2.1 prevents additional messages from being delivered.\n450 4.2.1 a1-2002',
      'recipient:wait',
    ],
    ['rcpt', '452-4.2.2 The email account that you tried to reach is over quota\n452 4.2.2 a1', 'recipient:wait'],
    [
      'dot',
      '550-5.7.26 This mail has been blocked because the sender is unauthenticated.\n550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n550 5.7.26 5.1.1-gsmtp',
      'ours',
    ],
    [
      'dot',
      '550-5.7.1 [192.0.2.4      12] Our system has detected that this message is\n550-5.7.1 likely unsolicited mail.\n550 5.7.1 gsmtp',
      'ours',
    ],
    ['dot', '550-5.7.25 [192.0.2.4] The IP address sending this message does not have a PTR record', 'ours'],
    ['dot', '550 5.4.5 Daily user sending limit exceeded. For more information visit https://support.example.com', 'ours'],
    [
      'dot',
      '421-4.7.28 [192.0.2.4] Our system has detected an unusual rate of\n421 4.7.28 unsolicited mail originating from your IP address.',
      'connection',
    ],
    ['mail', '530-5.7.0 Authentication Required. Learn more at\n530 5.7.0 https://support.example.com', 'ours:auth'],
    ['auth', '534-5.7.9 Application-specific password required', 'ours:auth'],
    ['auth', '535-5.7.8 Username and Password not accepted', 'ours:auth'],
    ['auth', '454 4.7.0 Too many login attempts, please try again later', 'connection'],
    ['mail', '555 5.5.2 Syntax error, goodbye', 'ours'],
    ['rcpt', '553 5.1.3 The recipient address <r03> is not a valid RFC 5321 address', 'bounce'],
  ],
  'Yahoo and AOL': [
    ['mail', '421 4.7.0 [TSS04] Messages from 192.0.2.4 temporarily deferred due to unexpected volume or user complaints', 'connection'],
    ['mail', '553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.4, because the ip is in Spamhaus’s list', 'ours'],
    ['dot', '554 5.7.9 Message not accepted for policy reasons. See https://postmaster.example.com/error-codes', 'ours'],
    ['dot', '554 delivery error: dd This user doesn’t have a yahoo.com account (r03@example.com) [0] - mta1.example.com', 'bounce'],
    ['rcpt', '552 1 Requested mail action aborted, mailbox not found', 'recipient'],
    ['rcpt', '550 5.1.1 <r03@example.com>... User unknown', 'bounce'],
  ],
  'Mailgun, SES and SendGrid': [
    [
      'dot',
      '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: club@example.org',
      'ours',
    ],
    ['dot', '454 Throttling failure: Maximum sending rate exceeded.', 'ours:wait'],
    ['dot', '454 Throttling failure: Daily message quota exceeded.', 'ours:wait'],
    ['auth', '535 Authentication Credentials Invalid', 'ours:auth'],
    ['dot', '554 Access denied: User ‘arn:aws:iam::1:user/x’ is not authorized to perform ses:SendRawEmail', 'ours'],
    ['rcpt', '550 5.7.1 Relaying denied', 'ours'],
    ['dot', '550 The from address does not match a verified Sender Identity.', 'ours'],
    ['rcpt', '550 Unauthenticated senders not allowed', 'ours'],
    ['auth', '451 Authentication failed: Maximum credits exceeded', 'connection'],
    ['dot', '420 Domain example.org is not allowed to send: Free accounts are for test purposes only. Please upgrade', 'ours:wait'],
  ],
  'Sendmail and qmail': [
    ['rcpt', '550 5.1.1 <r03@example.com>... User unknown', 'bounce'],
    ['rcpt', '550 5.7.1 <r03@example.com>... Relaying denied. IP name possibly forged [192.0.2.4]', 'ours'],
    ['rcpt', '553 5.3.0 <r03@example.com>... No such user here', 'bounce'],
    ['rcpt', '550 sorry, no mailbox here by that name. (#5.1.1 - chkuser)', 'bounce'],
    ['rcpt', '511 sorry, no mailbox here by that name (#5.1.1 - chkuser)', 'bounce'],
    ['rcpt', "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'ours'],
    ['rcpt', '552 sorry, mailbox quota exceeded (#5.2.2)', 'recipient'],
    ['rcpt', '451 temporary failure (#4.3.0)', 'recipient:wait'],
    ['rcpt', '550 #5.1.0 Address rejected r03@example.com', 'recipient'],
    ['mail', '553 5.5.4 <club>... Domain name required for sender address club', 'ours'],
    ['rcpt', '571 Delivery not authorized, message refused', 'ours'],
    ['rcpt', '521 example.com does not accept mail', 'bounce'],
  ],
  'OVH, Proofpoint, Mimecast, Barracuda, Cisco': [
    ['greeting', '554 Blocked - see https://ipcheck.example.com/?ip=192.0.2.4', 'ours'],
    [
      'greeting',
      '554-esa.example.com\n554 Your access to this mail system has been rejected due to the sending MTA’s poor reputation',
      'ours',
    ],
    ['dot', '550 5.7.1 spam detected (ESND-1)', 'ours'],
    ['dot', '552 5.7.0 Message rejected due to content policy', 'ours'],
    ['rcpt', '550 5.7.0 Local Policy Violation', 'ours'],
    ['rcpt', '550 Invalid Recipient - https://community.example.com/docs/DOC-1369#550 [5.7.1]', 'bounce'],
    ['rcpt', '550 csi.example.org Poor Reputation Sender. - https://community.example.com#550', 'ours'],
    ['dot', '550 Rejected by header-based Anti-Spoofing policy: club@example.org', 'ours'],
    ['rcpt', '451 Internal resource temporarily unavailable - https://community.example.com#451', 'recipient:wait'],
    ['rcpt', '550 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using Barracuda Reputation', 'ours'],
    ['rcpt', '550 permanent failure for one or more recipients (r03@example.com:blocked)', 'recipient'],
    ['dot', '554 rejected due to spam URL in content', 'ours'],
    ['dot', '554 5.6.0 Reject, id=04-1: INFECTED: Eicar-Test-Signature', 'ours'],
    ['rcpt', '550 SPF check failed', 'ours'],
    ['dot', '550 DKIM signature did not verify', 'ours'],
  ],
  'digits that are none': [
    ['rcpt', '550 <r5.7.1@example.com> unknown user', 'bounce'],
    ['rcpt', '550 5.1.1.7 is not who you think it is', 'recipient'],
    ['rcpt', '550 5.2.2 <r5.7.1@example.com>: over quota', 'recipient'],
    ['rcpt', '452 4.2.2 rule 5.1.1 quota exceeded for 4.7.1@example.com', 'recipient:wait'],
    ['rcpt', '550 Requested action not taken (rule 5.7.1 of host 10.5.7.1)', 'recipient'],
    ['rcpt', '450 4.2.1 The recipient is receiving mail at a rate that 5.7.1', 'recipient:wait'],
    ['rcpt', '451 4.7.1 Greylisted, try again in 5 minutes', 'recipient:grey'],
    ['rcpt', '550 5.1.1', 'bounce'],
    ['dot', '550 5.1.1 5.7.26 unauthenticated', 'ours'],
    ['rcpt', '554 5.6.0 5.1.1 no such user', 'bounce'],
    ['rcpt', '550-5.0.0 relayed\n550 5.0.0 5.7.1 blocked', 'ours'],
    ['rcpt', '550', 'recipient'],
    ['mail', '450 4.7.0 Too many messages on this connection', 'ours:wait'],
    ['ehlo', '550 5.7.1 Access denied', 'ours'],
    ['starttls', '454 4.7.0 TLS not available due to local problem', 'connection'],
    ['starttls', '502 5.5.1 Command not implemented', 'ours:auth'],
  ],
};

function verdict(stage: SmtpStage, text: string): Expected | 'no reply' {
  const reply = readReply(text);
  if (!reply) return 'no reply';
  const { kind, scope, isAddressInvalid, isGreylisting } = classifyReply(reply, stage);
  if (scope === 'connection') return kind === 'unavailable' ? 'connection:off' : 'connection';
  if (kind === 'auth') return 'ours:auth';
  if (kind === 'limited') return isGreylisting ? 'recipient:grey' : `${scope}:wait`;
  return isAddressInvalid ? 'bounce' : scope;
}

describe('what a reply means', () => {
  for (const [server, rows] of Object.entries(table))
    it.each(rows)(`${server}: %s %s`, (stage, text, expected) => {
      expect(verdict(stage, text)).toBe(expected);
    });

  it('is nothing where no reply code leads the line', () => {
    for (const text of ['', 'Hello', '605 no such code', '5.7.1 without a code', '55', '550.1 no']) expect(readReply(text)).toBeNull();
  });

  it('knows more than a hundred of them', () => {
    expect(Object.values(table).flat().length).toBeGreaterThan(120);
  });
});

describe('the fingerprint of a refusal', () => {
  const of = (text: string, to: string): string => fingerprintOf(readReply(text) ?? { code: 0, enhanced: null, text: '', raw: '' }, to);

  it('is one for the same refusal of different recipients', () => {
    expect(of('550 5.1.1 <a@example.com>: unknown (q 123)', 'a@example.com')).toBe(
      of('550-5.1.1 no <b@example.org>\n550 5.1.1 q 9', 'b@example.org'),
    );
    expect(of('550 ann: denied by rule 17 [192.0.2.1]', 'ann@example.com')).toBe(
      of('550 bob: denied by rule 18 [192.0.2.7]', 'bob@example.com'),
    );
  });

  it('differs for another refusal', () => {
    expect(of('550 denied', 'a@example.com')).not.toBe(of('550 no thanks', 'a@example.com'));
    expect(of('550 5.1.1 x', 'a@example.com')).not.toBe(of('550 5.7.1 x', 'a@example.com'));
  });
});

describe('the words of a reply', () => {
  it('keep no characters that a database refuses', () => {
    const reply = readReply('550 5.1.1 a\u0000b\u001b[31m\r\n');
    expect(reply?.raw).toBe('550 5.1.1 a b [31m');
    expect(reply?.text).toBe('a b [31m');
  });
});
