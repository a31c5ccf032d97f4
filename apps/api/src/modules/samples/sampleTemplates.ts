/** Templates that show what merge tags, fallbacks, conditions and a preheader do. `daysAgo`: when they were written. */
export const sampleTemplates = [
  {
    name: 'Open studio evening',
    daysAgo: 27,
    subject: '{{ first_name | default: "You" }}, come and see how it is made',
    preheader: 'An evening in the studio, with drinks and the people behind it.',
    bodyHtml: `${banner('#5b4bd6', 'Open studio evening', 'Thursday, 18:30, 12 Harbour Lane')}
<p>Hello {{ first_name | default: "there" }},</p>
<p>once a year we clear the desks, open the doors and show what we are working on. You see it before anyone else, and you can tell us what is missing.</p>
<p><strong>On the evening</strong></p>
<ul>
<li>18:30 – Doors and drinks</li>
<li>19:00 – Three short demos</li>
<li>20:00 – Time to talk</li>
</ul>
${button('#5b4bd6', 'https://www.kitestudio.example/open-studio', 'Save a place')}
<p>Bring a colleague from {{ company | default: "your team" }} if you like.</p>`,
    signature: '<p>See you there<br>{{ sender.name }}</p>',
  },
  {
    name: 'Autumn product news',
    daysAgo: 14,
    subject: 'What is new this autumn, {{ first_name | default: "friend" }}',
    preheader: 'Three small things that save {{ company | default: "your team" }} time.',
    bodyHtml: `${banner('#b4531a', 'New this autumn', 'Three small annoyances, gone')}
<p>Hello {{ first_name | default: "there" }},</p>
<p>autumn is when we clear the list of small annoyances. Three of them are gone:</p>
<ul>
<li><strong>Faster search.</strong> Results appear while you type, also in large archives.</li>
<li><strong>Shared notes.</strong> Everyone at {{ company | default: "your company" }} sees the same history.</li>
<li><strong>Calmer notifications.</strong> One summary a day instead of twenty pings.</li>
</ul>
{% if custom.plan == "Free" %}<p>You are on the Free plan: shared notes are included for up to three people.</p>{% else %}<p>Your {{ custom.plan | default: "current" }} plan includes all of it.</p>{% endif %}
${button('#b4531a', 'https://www.kitestudio.example/autumn', 'See what changed')}
<p>Questions? Reply to this email. A person reads it.</p>`,
    signature: '<p>Warm regards<br>{{ sender.name }}</p>',
  },
  {
    name: 'Customer survey',
    daysAgo: 4,
    subject: 'Five questions, two minutes',
    preheader: 'Your answers decide what we build next.',
    bodyHtml: `${banner('#0f766e', 'How are we doing?', 'Five questions, two minutes')}
<p>Hello {{ first_name | default: "there" }},</p>
<p>you have used Kite on the {{ custom.plan | default: "current" }} plan for a while now. What should we build next, and what should we leave alone?</p>
${button('#0f766e', 'https://www.kitestudio.example/survey', 'Answer five questions')}
<p>We read every answer, and send you the results in two weeks.</p>`,
    signature: '<p>Thank you<br>{{ sender.name }}</p>',
  },
  {
    name: 'Team plan offer',
    daysAgo: 1,
    subject: 'The Team plan, two months on us',
    preheader: 'For {{ company | default: "your team" }}, until the end of the month.',
    bodyHtml: `${banner('#1d4ed8', 'Two months on us', 'The Team plan, until the end of the month')}
<p>Hello {{ first_name | default: "there" }},</p>
<p>you have been looking around for a while. If {{ company | default: "your team" }} starts with the Team plan this month, the first two months are free.</p>
<table role="presentation" width="100%" cellpadding="12" cellspacing="0" style="border:1px solid #e3e6eb;border-radius:8px">
<tr><td><strong>8 seats</strong><br>Shared notes and history</td><td><strong>Import help</strong><br>We bring your data over</td></tr>
</table>
${button('#1d4ed8', 'https://www.kitestudio.example/team', 'Start with Team')}`,
    signature: '<p>Best wishes<br>{{ sender.name }}</p>',
  },
  {
    name: 'Welcome',
    daysAgo: 110,
    subject: 'Welcome{% if first_name %}, {{ first_name }}{% endif %}',
    preheader: 'Good to have you here.',
    bodyHtml: `<h1>Good to have you here</h1>
<p>Hello {{ first_name | default: "there" }},</p>
<p>this is the one email in which we say what to expect: a short letter a month, and never more than that.</p>
<p><a href="https://www.kitestudio.example/start">Your first five minutes</a></p>`,
    signature: '<p>{{ sender.name }}</p>',
  },
] as const;

export type SampleTemplateName = (typeof sampleTemplates)[number]['name'];

function banner(colour: string, title: string, line: string): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px"><tr><td style="background:${colour};border-radius:10px;padding:32px 24px;color:#ffffff">
<h1 style="margin:0 0 6px;color:#ffffff;font-size:28px">${title}</h1><p style="margin:0;color:#ffffff">${line}</p></td></tr></table>`;
}

function button(colour: string, href: string, label: string): string {
  return `<p style="margin:24px 0"><a href="${href}" style="background:${colour};color:#ffffff;padding:12px 20px;border-radius:6px;text-decoration:none;font-weight:600;display:inline-block">${label}</a></p>`;
}
