/** Templates that show what merge tags, fallbacks and a preheader do. */
export const sampleTemplates = [
  {
    name: 'Autumn product news',
    subject: 'What is new this autumn, {{ first_name | default: "friend" }}',
    preheader: 'Three small things that save {{ company | default: "your team" }} time.',
    bodyHtml: `<h1>Hello {{ first_name | default: "there" }},</h1>
<p>autumn is when we clear the list of small annoyances. Three of them are gone:</p>
<ul>
<li><strong>Faster search.</strong> Results appear while you type, also in large archives.</li>
<li><strong>Shared notes.</strong> Everyone at {{ company | default: "your company" }} sees the same history.</li>
<li><strong>Calmer notifications.</strong> One summary a day instead of twenty pings.</li>
</ul>
{% if custom.plan == "Free" %}<p>You are on the Free plan: shared notes are included for up to three people.</p>{% else %}<p>Your {{ custom.plan | default: "current" }} plan includes all of it.</p>{% endif %}
<p><a href="https://www.kitestudio.example/autumn">See what changed</a></p>
<p>Questions? Just reply. A person reads it.</p>`,
    signature: '<p>Warm regards<br>{{ sender.name }}</p>',
  },
  {
    name: 'Welcome',
    subject: 'Welcome{% if first_name %}, {{ first_name }}{% endif %}',
    preheader: 'Good to have you here.',
    bodyHtml: `<h1>Good to have you here</h1>
<p>Hello {{ first_name | default: "there" }},</p>
<p>this is the one mail in which we say what to expect: a short letter a month, and never more than that.</p>
<p><a href="https://www.kitestudio.example/start">Your first five minutes</a></p>`,
    signature: '<p>{{ sender.name }}</p>',
  },
] as const;
