import { DesignParts, type TemplateDesign, themeOf } from './designParts.js';

const HELLO = 'Hi {{ first_name | default: "there" }},';

export function invitation(): TemplateDesign {
  const at = new DesignParts();
  return {
    id: 'invitation',
    name: 'Event invitation',
    purpose: 'What, when and where, with one button to sign up.',
    subject: 'You are invited: open evening on 12 June',
    preheader: 'Thursday, 18:30, 12 Harbour Lane',
    theme: themeOf({ accent: '#9d174d', page: '#faf1f5', font: 'serif', radius: 2 }),
    rows: [
      at.row(
        [
          at.spacer(24),
          at.text('<p>Invitation</p>'),
          at.heading('Open evening', 1),
          at.text('An evening to look behind the scenes, with something to eat and people worth meeting.'),
          at.spacer(24),
        ],
        { background: '#5b1034', padding: 24 },
      ),
      at.columns('thirds', [
        [at.heading('When', 3), at.text('Thursday, 12 June<br>18:30 to 21:00')],
        [at.heading('Where', 3), at.text('12 Harbour Lane<br>Second floor')],
        [at.heading('Who', 3), at.text('You and one guest<br>No charge')],
      ]),
      at.row(
        [
          at.text(HELLO, 'we would like to see you there. Places are limited, so please tell us by 5 June.'),
          at.button('Save my place', {}, true),
        ],
        { padding: 24 },
      ),
      at.row([at.divider(), at.footer('left')]),
    ],
  };
}

export function reminder(): TemplateDesign {
  const at = new DesignParts();
  return {
    id: 'reminder',
    name: 'Reminder',
    purpose: 'Short and clear, a day or two before a date.',
    subject: 'Tomorrow at 18:30: open evening',
    preheader: 'All you need to know, in four lines',
    theme: themeOf({ accent: '#1d4ed8', radius: 6 }),
    rows: [
      at.row([at.heading('See you tomorrow', 1), at.text(HELLO, 'this is a short reminder of what you signed up for.')], { padding: 24 }),
      at.row(
        [
          at.heading('Thursday, 12 June, 18:30', 2),
          at.text('12 Harbour Lane, second floor. The bell is marked {{ workspace.name }}.'),
          at.button('Show the way'),
        ],
        { background: '#e8eefc', padding: 16 },
      ),
      at.row([at.text('You cannot come? <a href="https://example.com">Give your place to someone else</a>.'), at.footer('left')]),
    ],
  };
}

export function notice(): TemplateDesign {
  const at = new DesignParts();
  const line = (what: string, value: string) =>
    at.columns('wideLeft', [[at.text(what)], [at.text(`<p><strong>${value}</strong></p>`)]], { padding: 0 });
  return {
    id: 'notice',
    name: 'Notice with figures',
    purpose: 'Like a receipt: what, how much and what happens next.',
    subject: 'Your renewal on 1 July',
    preheader: 'Nothing to do if all of this is right',
    theme: themeOf({ accent: '#166534', page: '#f1f3f2', radius: 4 }),
    rows: [
      at.row([at.heading('Your renewal', 1), at.text('For {{ full_name | default: "you" }}, on {{ today | date: "%-d %B %Y" }}')], {
        padding: 24,
      }),
      at.row([at.divider()], { padding: 0 }),
      line('Plan', 'Team'),
      line('Period', '1 July to 30 June'),
      line('Amount', '240.00 EUR'),
      at.row([at.divider()], { padding: 0 }),
      at.row([at.text('Nothing to do if all of this is right. You can change or cancel until 30 June.'), at.button('See the details')], {
        padding: 16,
      }),
      at.row([at.footer('left')]),
    ],
  };
}

export function personalNote(): TemplateDesign {
  const at = new DesignParts();
  return {
    id: 'note',
    name: 'Personal note',
    purpose: 'Looks like a letter from one person to another.',
    subject: 'A quick question',
    preheader: '',
    theme: themeOf({ accent: '#1d4ed8', page: '#ffffff', surface: '#ffffff', text: '#22262e' }),
    rows: [
      at.row(
        [
          at.text(
            HELLO,
            'write as you would to one person: short sentences, one question, no pictures. Such messages are the ones that get answers.',
            'What is the one thing that we should do better?',
            '<p>Best,<br>{{ sender.name }}</p>',
          ),
        ],
        { padding: 16 },
      ),
      at.row([at.footer('left')], { padding: 8 }),
    ],
  };
}
