import { DesignParts, type TemplateDesign, themeOf } from './designParts.js';

const HELLO = 'Hi {{ first_name | default: "there" }},';

export function welcome(): TemplateDesign {
  const at = new DesignParts();
  return {
    id: 'welcome',
    name: 'Welcome',
    purpose: 'The first message to someone who has just signed up.',
    subject: 'Welcome to {{ workspace.name }}',
    preheader: 'Three things to try first',
    theme: themeOf({ accent: '#0f6e63', page: '#eef4f2', radius: 8 }),
    rows: [
      at.row([at.spacer(16), at.heading('Good to have you here', 1, { align: 'center' }), at.spacer(16)], {
        background: '#0f6e63',
        padding: 24,
      }),
      at.row(
        [at.text(HELLO, 'thank you for joining us. Here are three things that people like to do first. Each takes about two minutes.')],
        { padding: 24 },
      ),
      at.columns('thirds', [
        [at.heading('1. Look around', 3), at.text('See what is new and find your way.')],
        [at.heading('2. Say hello', 3), at.text('Reply to this message. We read everything.')],
        [at.heading('3. Make it yours', 3), at.text('Tell us what you would like to hear about.')],
      ]),
      at.row([at.button('Get started', { align: 'center' })], { padding: 24 }),
      at.row([at.divider(), at.footer()]),
    ],
  };
}

export function newsletter(): TemplateDesign {
  const at = new DesignParts();
  return {
    id: 'newsletter',
    name: 'Newsletter',
    purpose: 'Several stories in one message, with a part that only some readers see.',
    subject: 'News from {{ workspace.name }}',
    preheader: 'What happened, what is next, and one thing worth reading',
    theme: themeOf({ accent: '#2f5fd0' }),
    rows: [
      at.row([at.heading('{{ workspace.name }}', 3), at.text('News of {{ today | date: "%B %Y" }}')], {
        background: '#1d2a4d',
        padding: 16,
      }),
      at.row(
        [
          at.heading('The story of the month', 1),
          at.text('Begin with the one thing that everyone should know. Two or three sentences are enough: the rest is behind the button.'),
          at.button('Read the story'),
        ],
        { padding: 24 },
      ),
      at.columns('halves', [
        [at.heading('In short', 2), at.text('A smaller story with <a href="https://example.com">a link to more</a>.')],
        [
          at.heading('Next dates', 2),
          at.text('<ul><li>12 June: open day</li><li>3 July: workshop</li><li>18 August: summer break</li></ul>'),
        ],
      ]),
      at.row(
        [
          at.heading('For members of a company', 3, { condition: { tag: 'company', operator: 'isSet', value: '' } }),
          at.only(
            { tag: 'company', operator: 'isSet', value: '' },
            'Only contacts with a company see this. What would help {{ company }} most? Reply and tell us.',
          ),
        ],
        { background: '#eef2fc', padding: 16 },
      ),
      at.row([at.social(), at.footer()]),
    ],
  };
}

export function productNews(): TemplateDesign {
  const at = new DesignParts();
  return {
    id: 'product-news',
    name: 'Product news',
    purpose: 'One new thing, why it matters, and where to try it.',
    subject: 'New: name it in five words',
    preheader: 'What it does for you, and how to try it today',
    theme: themeOf({ accent: '#5b4bd6', page: '#f4f3fb', radius: 10 }),
    rows: [
      at.row(
        [
          at.heading('Name the new thing', 1),
          at.text('Say in one sentence what people can do now that they could not do before.'),
          at.button('Try it now'),
          at.spacer(8),
        ],
        { background: '#2b2463', padding: 32 },
      ),
      at.row([at.heading('Why we made it', 2), at.text('Describe the nuisance that is gone. Readers who know it will read on.')], {
        padding: 24,
      }),
      at.columns('wideRight', [
        [at.heading('Before', 3), at.text('Twenty minutes and a spreadsheet.')],
        [at.heading('Now', 3), at.text('One click, and everyone sees the same numbers. <strong>It is part of every plan.</strong>')],
      ]),
      at.row([at.divider(), at.text('Questions? Reply to this message.'), at.footer('left')]),
    ],
  };
}

export function reengagement(): TemplateDesign {
  const at = new DesignParts();
  return {
    id: 'reengagement',
    name: 'Re-engagement',
    purpose: 'For contacts who have not opened anything for a while.',
    subject: 'Shall we keep writing to you?',
    preheader: 'One click and we know',
    theme: themeOf({ accent: '#b4451a', page: '#faf4ef', surface: '#fffdfb' }),
    rows: [
      at.row(
        [
          at.spacer(16),
          at.heading('It has been a while', 1),
          at.text(HELLO, 'you have not heard much from us that was worth opening. That is fine. Would you like to stay on the list?'),
          at.button('Yes, keep me posted', {}, true),
          at.text(
            'If not, you do not have to do anything: this is the last message for now. You can also <a href="{{ unsubscribe_url }}">unsubscribe</a>.',
          ),
        ],
        { padding: 24 },
      ),
      at.row([at.footer('left')]),
    ],
  };
}
