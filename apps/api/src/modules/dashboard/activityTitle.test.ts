import { activityTitle, campaignTitle, personName } from './activityTitle.js';

it('says in one line what happened', () => {
  expect(activityTitle('email', '{"subject":"Autumn news"}')).toBe('Email: Autumn news');
  expect(activityTitle('stage_change', '{"old_list":"Leads","new_list":"Customers"}')).toBe('Moved to Customers');
  expect(activityTitle('stage_change', '{"old_list":"Leads","new_list":null}')).toBe('Moved to no stage');
  expect(activityTitle('note', '{"text":"Called back"}')).toBe('Called back');
  expect(activityTitle('system', '{}')).toBe('Change');
});

it('names a person by what is known', () => {
  const nobody = { first_name: null, last_name: null, primary_email: null, company: null };
  expect(personName({ ...nobody, first_name: 'Mara', last_name: 'Lindqvist' })).toBe('Mara Lindqvist');
  expect(personName({ ...nobody, primary_email: 'mara@fjordline.example' })).toBe('mara@fjordline.example');
  expect(personName(nobody)).toBe('Unnamed contact');
});

it('says what became of a campaign', () => {
  expect(campaignTitle('sent', 11_700)).toBe('was sent to 11,700 people');
  expect(campaignTitle('sent', 1)).toBe('was sent to 1 person');
  expect(campaignTitle('sending', 40)).toBe('is being sent: 40 people so far');
  expect(campaignTitle('paused', 40)).toBe('is paused after 40 people');
  expect(campaignTitle('cancelled', 0)).toBe('was cancelled');
});
