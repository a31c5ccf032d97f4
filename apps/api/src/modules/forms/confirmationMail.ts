import { inkOn, type ReaderLanguage } from '@rapport/common';
import { asciiDomainOf, messageIdOf, type OutgoingEmail } from '@rapport/providers';
import { longDay, tell } from '../../platform/readerWords/readerWords.js';
import { escape } from '../consent/public.js';

export interface ConfirmationMail {
  readonly signUpId: string;
  readonly to: string;
  readonly from: { readonly name: string | null; readonly address: string };
  readonly replyTo: string | null;
  readonly workspaceName: string;
  readonly postalAddress: string | null;
  readonly title: string;
  readonly consentText: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly colour: string | null;
  readonly language: ReaderLanguage;
  readonly date: Date;
}

const COLOUR = '#2f5fd0';

/** Nothing that a stranger typed is in it: it must not carry their words to someone else's mailbox. */
export function confirmationMail(mail: ConfirmationMail): OutgoingEmail {
  const { from, to, replyTo, workspaceName, title, url, language } = mail;
  const intro = tell(language, 'mailIntro', { workspace: workspaceName });
  const until = tell(language, 'mailUntil', { day: longDay(mail.expiresAt, language) });
  const stranger = tell(language, 'mailStranger');
  const address = mail.postalAddress ? [mail.postalAddress] : [];
  const text = [
    title,
    intro,
    mail.consentText,
    `${tell(language, 'confirm')}:\n${url}`,
    until,
    stranger,
    ['-- ', workspaceName, ...address].join('\n'),
  ];
  return {
    from,
    to: { name: null, address: to },
    replyTo: replyTo ? { name: null, address: replyTo } : null,
    subject: tell(language, 'mailSubject', { title }),
    text: `${text.join('\n\n')}\n`,
    html: htmlOf(mail, { intro, until, stranger }),
    // RFC 3834: no out-of-office note answers it.
    headers: [{ name: 'Auto-Submitted', value: 'auto-generated' }],
    messageId: messageIdOf(mail.signUpId, asciiDomainOf(from.address)),
    date: mail.date,
  };
}

function htmlOf(mail: ConfirmationMail, words: { intro: string; until: string; stranger: string }): string {
  const colour = mail.colour ?? COLOUR;
  const url = escape(mail.url);
  const soft = 'margin:0 0 16px;font-size:14px;color:#5b6475';
  const lines = [
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:28px">${escape(mail.title)}</h1>`,
    `<p style="margin:0 0 16px">${escape(words.intro)}</p>`,
    `<p style="margin:0 0 16px">${escape(mail.consentText)}</p>`,
    `<p style="margin:0 0 16px"><a href="${url}" style="display:inline-block;padding:11px 20px;border-radius:8px;background:${colour};color:${inkOn(colour)};font-weight:600;text-decoration:none">${tell(mail.language, 'confirm')}</a></p>`,
    `<p style="${soft}">${tell(mail.language, 'mailButton')}<br><a href="${url}" style="color:#2f5fd0;word-break:break-all">${url}</a></p>`,
    `<p style="${soft}">${escape(words.until)} ${escape(words.stranger)}</p>`,
    `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #d9dee5;font-size:13px;color:#5b6475">${[
      mail.workspaceName,
      mail.postalAddress ?? '',
    ]
      .filter(Boolean)
      .map((line) => escape(line).replace(/\n/g, '<br>'))
      .join('<br>')}</p>`,
  ];
  return `<!doctype html>
<html lang="${mail.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(mail.title)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff"><div style="max-width:520px;margin:0 auto;font:16px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1b202b">
${lines.join('\n')}
</div></body></html>`;
}
