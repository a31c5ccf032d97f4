import { activityTitle, campaignTitle } from './activityTitle.js';

it('says in one line what happened', () => {
  expect(activityTitle('email', '{"subject":"Autumn news"}')).toBe('Email: Autumn news');
  expect(activityTitle('stage_change', '{"old_list":"Leads","new_list":"Customers"}')).toBe('Moved to Customers');
  expect(activityTitle('stage_change', '{"old_list":"Leads","new_list":null}')).toBe('Moved to no stage');
  expect(activityTitle('note', '{"text":"Called back"}')).toBe('Called back');
  expect(activityTitle('system', '{}')).toBe('Change');
});

it('says what became of a campaign', () => {
  expect(campaignTitle('sent', 11_700)).toBe('was sent to 11,700 people');
  expect(campaignTitle('sent', 1)).toBe('was sent to 1 person');
  expect(campaignTitle('sending', 40)).toBe('is being sent: 40 people so far');
  expect(campaignTitle('paused', 40)).toBe('is paused after 40 people');
  expect(campaignTitle('cancelled', 0)).toBe('was cancelled');
});
