import { notifications } from '@mantine/notifications';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInApp } from '../../testing/renderInApp';
import { actWithUndo } from '../ui/act';
import { messageOf } from './apiError';
import { useServerMutation } from './useServerMutation';

const refusal = Object.assign(new Error('The list is full.'), { code: 'list.full', status: 409 });
const refuse = (): Promise<string> => Promise.reject(refusal);

// The store of toasts outlives what is drawn.
beforeEach(() => notifications.clean());

const told = () => screen.queryAllByText('The list is full.').length;

/** A row that asks, and goes away while the server thinks. */
function Row({ ask }: { ask: (gone: () => void) => void }) {
  const [isThere, setThere] = useState(true);
  return isThere ? <Asking ask={() => ask(() => setThere(false))} /> : <p>gone</p>;
}

function Asking({ ask }: { ask: () => void }) {
  return <button onClick={ask}>Ask</button>;
}

describe('a failure on the server', () => {
  it('is told in one toast when nobody else shows it', async () => {
    function Button() {
      const { mutate } = useServerMutation({ mutationFn: refuse });
      return <button onClick={() => mutate()}>Ask</button>;
    }
    renderInApp(<Button />);
    await userEvent.click(screen.getByText('Ask'));
    await waitFor(() => expect(told()).toBe(1));
  });

  it('is not told again when the component shows it', async () => {
    function Form() {
      const change = useServerMutation({ mutationFn: refuse });
      return (
        <>
          <button onClick={() => change.mutate()}>Ask</button>
          {change.error && <p>here: {messageOf(change.error)}</p>}
        </>
      );
    }
    renderInApp(<Form />);
    await userEvent.click(screen.getByText('Ask'));
    await screen.findByText('here: The list is full.');
    expect(told()).toBe(0);
  });

  it('is left to who names what to do, and to who waits', async () => {
    const heard: unknown[] = [];
    function Buttons() {
      const change = useServerMutation({ mutationFn: refuse });
      return (
        <>
          <button onClick={() => change.mutate(undefined, { onError: (error) => heard.push(error) })}>Named</button>
          <button onClick={() => void change.mutateAsync().catch((error: unknown) => heard.push(error))}>Waits</button>
        </>
      );
    }
    renderInApp(<Buttons />);
    await userEvent.click(screen.getByText('Named'));
    await userEvent.click(screen.getByText('Waits'));
    await waitFor(() => expect(heard).toEqual([refusal, refusal]));
    expect(told()).toBe(0);
  });
});

describe('when the row that asked is gone', () => {
  it('what follows happens all the same', async () => {
    const heard: string[] = [];
    let answer = (_: string) => undefined as void;
    function Asked({ gone }: { gone: () => void }) {
      const { mutate } = useServerMutation({ mutationFn: () => new Promise<string>((resolve) => (answer = resolve)) });
      return <button onClick={() => (mutate(undefined, { onSuccess: (data) => heard.push(data) }), gone())}>Ask</button>;
    }
    function Parent() {
      const [isThere, setThere] = useState(true);
      return isThere ? <Asked gone={() => setThere(false)} /> : <p>gone</p>;
    }
    renderInApp(<Parent />);
    await userEvent.click(screen.getByText('Ask'));
    await screen.findByText('gone');
    answer('done');
    await waitFor(() => expect(heard).toEqual(['done']));
  });

  it('undoing is offered, and a failure of the undo is told', async () => {
    let answer = () => undefined as void;
    const ask = (gone: () => void) => {
      const waiting = new Promise<void>((resolve) => (answer = resolve));
      void actWithUndo({ act: () => waiting, done: 'Ada moved to trash', undo: refuse });
      gone();
    };
    renderInApp(<Row ask={ask} />);
    await userEvent.click(screen.getByText('Ask'));
    await screen.findByText('gone');
    answer();
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('The list is full.');
  });

  it('an act that fails offers nothing to undo', async () => {
    renderInApp(<Row ask={() => void actWithUndo({ act: refuse, done: 'Ada moved to trash', undo: () => undefined })} />);
    await userEvent.click(screen.getByText('Ask'));
    await waitFor(() => expect(told()).toBe(1));
    expect(screen.queryByText('Ada moved to trash')).toBeNull();
  });
});
