import { AuditWords } from '../../platform/audit/AuditWords.js';
import { fieldLabel, type ToldChange } from '../../platform/audit/tellActs.js';
import { contactActs } from '../contacts/contactActs.js';
import { importActs } from '../imports/importActs.js';
import { senderActs } from '../providers/senderActs.js';
import { settingActs } from '../settings/settingActs.js';
import { workspaceActs } from '../workspaces/workspaceActs.js';

const words = new AuditWords();
for (const acts of [contactActs, importActs, senderActs, settingActs, workspaceActs]) words.register(acts);

const summaryOf = (
  action: string,
  changes: readonly ToldChange[],
  details: Readonly<Record<string, unknown>>,
  entityId: string | null = null,
): string => words.summaryOf(action, { changes, details, entityId });

const change = (field: string, before: string | null, after: string | null) => ({ field, label: fieldLabel(field), before, after });

it('says what changed from what to what', () => {
  expect(summaryOf('contact.updated', [change('company', 'Acme', 'Beta')], {})).toBe('changed company from Acme to Beta');
  expect(summaryOf('contact.updated', [change('primaryPhone', null, '+32470')], {})).toBe('set phone to +32470');
  expect(summaryOf('contact.updated', [change('custom.plan', 'Team', null)], {})).toBe('cleared plan, which was Team');
});

it('counts what does not fit into one sentence', () => {
  const changes = ['firstName', 'lastName', 'company', 'primaryEmail'].map((field) => change(field, 'a', 'b'));
  expect(summaryOf('contact.updated', changes, {})).toBe('changed first name, last name and 2 more');
  expect(summaryOf('contact.updated', [], {})).toBe('saved it without a change');
});

it('tells the numbers of bulk work', () => {
  expect(summaryOf('contact.bulkDone', [], { bulkAction: 'addToList', affected: 1 })).toBe('added 1 person to the list');
  const field = { bulkAction: 'setField', field: 'Plan {n}', value: 'Pro', affected: 1204 };
  expect(summaryOf('contact.bulkDone', [], { ...field, how: 'set' })).toBe('set Plan {n} to “Pro” for 1,204 people');
  expect(summaryOf('contact.bulkDone', [], { ...field, how: 'clear', value: null })).toBe('cleared Plan {n} of 1,204 people');
  expect(summaryOf('import.completed', [], { created: 1200, updated: 3, rejected: 0 })).toBe(
    'finished the import (1,200 created, 3 updated, 0 rejected)',
  );
});

it('reads an action that it does not know', () => {
  expect(summaryOf('rocket.takenOff', [], {})).toBe('rocket taken off');
  expect(summaryOf('setting.changed', [change('value', 'monday', 'sunday')], {}, 'weekStart')).toBe(
    'changed week start from monday to sunday',
  );
  expect(summaryOf('member.roleChanged', [change('role', 'viewer', 'author')], {})).toBe(
    'changed the role of a member (viewer, now author)',
  );
  expect(summaryOf('invitation.sent', [change('email', null, 'bo@example.com')], {})).toBe('sent an invitation (bo@example.com)');
});

it('knows which actions it has no words for', () => {
  const actions = ['contact.created', 'contact.updated', 'setting.reset', 'contact.bulkDone', 'access.refused'];
  expect(actions.filter((action) => words.has(action))).toEqual(actions);
  expect(['rocket.takenOff', 'installation.testMailSent'].filter((action) => words.has(action))).toEqual([]);
});

it('takes the words for an act from one module alone', () => {
  expect(() => words.register({ 'contact.created': 'made the contact' })).toThrow('Two modules have words for contact.created.');
});

it('says where the sender was switched to, and what else was changed of it', () => {
  expect(summaryOf('sender.updated', [change('type', 'mail_lab', 'smtp'), change('host', null, 'a')], {})).toBe(
    'switched from the mail lab to SMTP',
  );
  expect(summaryOf('sender.updated', [change('host', 'a', 'b')], {})).toBe('changed host from a to b');
  expect(summaryOf('access.refused', [], { method: 'GET', route: '/api/v1/x' })).toBe('was refused GET /x');
});

it('tells that a secret changed, and no more', () => {
  expect(summaryOf('sender.updated', [change('password', 'not shown', 'not shown')], {})).toBe('changed password');
});
