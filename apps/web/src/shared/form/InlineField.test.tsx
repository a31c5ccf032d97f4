import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInApp } from '../../testing/renderInApp';
import { InlineField } from './InlineField';

const refusal = Object.assign(new Error('Refused.'), {
  code: 'contact.emailTaken',
  status: 409,
  fields: [{ field: 'primaryEmail', code: 'contact.emailTaken', message: 'Another contact has this address.' }],
});

/** Remembers what was saved; answers in the given order, the last answer again and again. */
function recorder(...answers: (() => Promise<void>)[]) {
  const saved: string[] = [];
  const onSave = (value: string) => {
    saved.push(value);
    return (answers.length > 1 ? answers.shift() : answers[0])?.() ?? Promise.resolve();
  };
  return { saved, onSave };
}

function open(onSave: (value: string) => Promise<unknown>, value = 'Ada') {
  renderInApp(<InlineField label="First name" value={value} onSave={onSave} />);
  return userEvent.click(screen.getByRole('button', { name: `First name ${value || 'Empty'}` }));
}

const editor = () => screen.getByRole('textbox', { name: 'First name' });

test('Enter saves what was typed, trimmed, once, and gives focus back', async () => {
  const { saved, onSave } = recorder();
  await open(onSave);
  await userEvent.clear(editor());
  await userEvent.type(editor(), ' Grace {Enter}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: /First name/ })));
  expect(saved).toEqual(['Grace']);
});

test('Escape puts the old value back without asking anybody', async () => {
  const { saved, onSave } = recorder();
  await open(onSave);
  await userEvent.type(editor(), 'nonsense{Escape}');
  expect(screen.getByRole('button', { name: 'First name Ada' })).toBeTruthy();
  expect(saved).toEqual([]);
});

test('leaving the field saves; leaving it unchanged does not', async () => {
  const { saved, onSave } = recorder();
  await open(onSave);
  await userEvent.tab();
  expect(saved).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'First name Ada' }));
  await userEvent.type(editor(), ' Maria');
  await userEvent.tab();
  await waitFor(() => expect(saved).toEqual(['Ada Maria']));
});

test('a refusal is said under the field, which stays open with what was typed; the next try can succeed', async () => {
  const { saved, onSave } = recorder(
    () => Promise.reject(refusal),
    () => Promise.resolve(),
  );
  await open(onSave);
  await userEvent.clear(editor());
  await userEvent.type(editor(), 'Gracia{Enter}');
  expect(await screen.findByText('Another contact has this address.')).toBeTruthy();
  expect(editor()).toHaveProperty('value', 'Gracia');
  await userEvent.tab();
  expect(saved).toEqual(['Gracia']);
  await userEvent.clear(editor());
  await userEvent.type(editor(), 'Grace{Enter}');
  await waitFor(() => expect(screen.queryByText('Another contact has this address.')).toBeNull());
  expect(saved).toEqual(['Gracia', 'Grace']);
});

test('who may not edit sees the value and no button', () => {
  renderInApp(<InlineField label="Company" value="" onSave={() => Promise.resolve()} isReadOnly />);
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText('–')).toBeTruthy();
});
