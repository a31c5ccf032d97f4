/** W4r: messages rendered in full (subject, preheader, HTML, text) from one compiled template, on one thread. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../tools/support/report.mjs';
import { report } from './support/figures.mjs';

const MESSAGES = 20_000;
const rendering = pathToFileURL(join(root, 'apps/api/dist/modules/templates/rendering/compileTemplate.js')).href;
const { compileTemplate } = await import(rendering);

const paragraph =
  '<p>We have been working on something for people like you, and here is an honest paragraph that says what is new and why it matters to someone who reads mail on a phone in a train.</p>\n';
const tagged =
  '<p>At {{ company | default: "your company" }} this may save a day each week, {{ first_name | default: "friend" }}: here is an honest paragraph about how.</p>\n';

measure('a 10 kB mail with 10 tags', paragraph.repeat(28) + tagged.repeat(3), 5000);
measure('a 10 kB mail with 45 tags', (paragraph + tagged).repeat(20), 5000);
measure(
  'a 10 kB mail with a condition and filters',
  `${paragraph.repeat(30)}{% if custom.plan == "pro" %}<p>Thank you, {{ first_name | upcase | default: "PRO" }}</p>{% else %}<p>{{ today | date: "%-d %B" }}</p>{% endif %}`,
);

/** @param {string} what @param {string} bodyHtml @param {number} [limit] */
function measure(what, bodyHtml, limit) {
  const startedAt = performance.now();
  const template = compileTemplate({
    subject: 'Hello {{ first_name | default: "there" }}',
    preheader: 'News for {{ company | default: "you" }}',
    bodyHtml,
    signature: '<p>Best,<br>{{ sender.name }}</p>',
  });
  const compiledMs = performance.now() - startedAt;
  for (let n = 0; n < 2000; n += 1) template.render(contextOf(n));
  const from = performance.now();
  let right = 0;
  for (let n = 0; n < MESSAGES; n += 1) {
    const { subject, html, text } = template.render(contextOf(n));
    if (subject.endsWith(`Ann ${n}`) && html.length > 9000 && text.includes(`/u/${n}`)) right += 1;
  }
  const perSecond = (MESSAGES / (performance.now() - from)) * 1000;
  assert.equal(right, MESSAGES, `${what}: ${right} messages are right`);
  report({
    row: 'W4r',
    what,
    figure: perSecond,
    unit: 'messages/s',
    ...(limit ? { limit } : {}),
    note: `compiled in ${Math.round(compiledMs)} ms`,
  });
}

/** @param {number} n */
function contextOf(n) {
  return {
    contact: {
      firstName: `Ann ${n}`,
      lastName: "O'Neil",
      email: `ann+${n}@example.com`,
      phone: null,
      company: n % 2 ? 'Bolt & Sons' : null,
      customFields: { plan: n % 3 ? 'pro' : null },
    },
    sender: { name: 'Sam Field', email: 'sam@example.org' },
    workspace: { name: 'Northwind', postalAddress: '1 Long Road\nSpringfield', timeZone: 'Europe/Berlin' },
    unsubscribeUrl: `https://rapport.example.org/u/${n}`,
    sentAt: new Date('2026-11-23T09:00:00Z'),
  };
}
