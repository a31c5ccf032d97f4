import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInApp } from '../../testing/renderInApp';
import { TestRecipients } from './TestRecipients';

const MEMBERS = [
  { name: 'Ada Author', email: 'ada@example.com' },
  { name: 'Otto Owner', email: 'otto@example.com' },
];

const allowance = { limit: 20, left: 20, windowSeconds: 3_600, resetsAt: null, anyAddress: false };

function Probe({ anyAddress = false, left = 20 }: { anyAddress?: boolean; left?: number }) {
  const [value, setValue] = useState<string[]>([]);
  return (
    <>
      <TestRecipients
        members={MEMBERS}
        allowance={{ ...allowance, left, anyAddress }}
        isLoading={false}
        value={value}
        onChange={setValue}
      />
      <output>{value.join('|')}</output>
    </>
  );
}

const field = () => screen.getByLabelText('Send a test to', { selector: 'input' });
const chosen = () => screen.getByRole('status').textContent;

test('several members can be chosen, and no other address', async () => {
  renderInApp(<Probe />);
  await userEvent.click(field());
  await userEvent.click(await screen.findByText('Otto Owner'));
  await userEvent.click(await screen.findByText('ada@example.com'));
  expect(chosen()).toBe('otto@example.com|ada@example.com');
  await userEvent.type(field(), 'partner@example.org,');
  await userEvent.tab();
  expect(chosen()).toBe('otto@example.com|ada@example.com');
});

test('opens once it is known which field it is', () => {
  renderInApp(<TestRecipients members={undefined} allowance={undefined} isLoading value={[]} onChange={() => undefined} />);
  expect(field().matches(':disabled')).toBe(true);
});

test('who may use any address enters one beside the members', async () => {
  renderInApp(<Probe anyAddress />);
  await userEvent.click(field());
  await userEvent.click(await screen.findByText('Otto Owner'));
  await userEvent.type(field(), 'partner@example.org,');
  expect(chosen()).toBe('otto@example.com|partner@example.org');
});

test('what is left is said before it is used up, and no more are chosen than that', async () => {
  renderInApp(<Probe anyAddress left={1} />);
  expect(screen.queryByText('Members or any other address. Up to 20 test messages per hour, 1 left')).not.toBeNull();
  await userEvent.type(field(), 'one@example.org,two@example.org,');
  expect(chosen()).toBe('one@example.org');
});
