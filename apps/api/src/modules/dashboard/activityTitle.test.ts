import { activityTitle, personName } from './activityTitle.js';

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
  expect(personName(nobody)).toBe('Somebody without a name');
});
