import type { SystemMail, SystemMailKind } from './SystemMailer.js';

/** What a system mail says: a few plain sentences and at most one button. */
export interface SystemMailContent {
  readonly to: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button?: { readonly label: string; readonly url: string };
  /** Small print below: how long the link works, what to do when it was not asked for. */
  readonly note?: string;
  /** Where its reader chooses whether they get such mail; below the small print. */
  readonly choice?: { readonly label: string; readonly url: string };
  /** Where it comes from; the public address of the installation. */
  readonly publicUrl: string;
  /** Left out: a mail with a button is a `link`, one without a `notice`. */
  readonly kind?: SystemMailKind;
}

/** Text and HTML of a system mail: short, plain, no images, no tracking. */
export function systemMailOf(content: SystemMailContent): SystemMail {
  const { to, subject, paragraphs, button, note, choice, publicUrl, kind = button ? 'link' : 'notice' } = content;
  const signature = `Rapport at ${publicUrl.replace(/^https?:\/\//, '')}`;
  const text = [
    ...paragraphs,
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...(note ? [note] : []),
    ...(choice ? [`${choice.label}:\n${choice.url}`] : []),
    `-- \n${signature}`,
  ];
  const html = [
    ...paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escaped(paragraph)}</p>`),
    ...(button ? [buttonHtml(button)] : []),
    ...(note ? [`<p style="margin:0 0 16px;font-size:13px;color:#5b6470">${escaped(note)}</p>`] : []),
    ...(choice ? [choiceHtml(choice)] : []),
    `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #d9dee5;font-size:13px;color:#5b6470">${escaped(signature)}</p>`,
  ];
  return { to, subject, kind, text: `${text.join('\n\n')}\n`, html: page(html.join('\n')) };
}

/** A plain text as HTML, its addresses as links. */
export function htmlOf(text: string): string {
  const body = escaped(text)
    .replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}" style="color:#0f6070">${url}</a>`)
    .replace(/\n/g, '<br>\n');
  return page(body);
}

function buttonHtml({ label, url }: { label: string; url: string }): string {
  const address = escaped(url);
  return [
    `<p style="margin:0 0 16px"><a href="${address}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0f6070;color:#ffffff;font-weight:600;text-decoration:none">${escaped(label)}</a></p>`,
    `<p style="margin:0 0 16px;font-size:13px;color:#5b6470">If the button does not work, open this address:<br><a href="${address}" style="color:#0f6070;word-break:break-all">${address}</a></p>`,
  ].join('\n');
}

function choiceHtml({ label, url }: { label: string; url: string }): string {
  return `<p style="margin:0 0 16px;font-size:13px;color:#5b6470"><a href="${escaped(url)}" style="color:#0f6070">${escaped(label)}</a></p>`;
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:24px;background:#ffffff"><div style="max-width:520px;margin:0 auto;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1f2630">
${body}
</div></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
