import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInApp } from '../../testing/renderInApp';
import { TestRecipients } from './TestRecipients';

const MEMBERS = [
  { name: 'Ada Author', email: 'ada@example.com' },
  { name: 'Otto Owner', email: 'otto@example.com' },
];

function Probe({ mayUseAny }: { mayUseAny: boolean }) {
  const [value, setValue] = useState<string[]>([]);
  return (
    <>
      <TestRecipients members={MEMBERS} mayUseAny={mayUseAny} value={value} onChange={setValue} />
      <output>{value.join('|')}</output>
    </>
  );
}

const field = () => screen.getByLabelText('Send a test to', { selector: 'input' });
const chosen = () => screen.getByRole('status').textContent;

test('several members can be chosen, and no other address', async () => {
  renderInApp(<Probe mayUseAny={false} />);
  await userEvent.click(field());
  await userEvent.click(await screen.findByText('Otto Owner'));
  await userEvent.click(await screen.findByText('ada@example.com'));
  expect(chosen()).toBe('otto@example.com|ada@example.com');
  await userEvent.type(field(), 'partner@example.org,');
  await userEvent.tab();
  expect(chosen()).toBe('otto@example.com|ada@example.com');
});

test('who may use any address enters one beside the members', async () => {
  renderInApp(<Probe mayUseAny />);
  await userEvent.click(field());
  await userEvent.click(await screen.findByText('Otto Owner'));
  await userEvent.type(field(), 'partner@example.org,');
  expect(chosen()).toBe('otto@example.com|partner@example.org');
});
