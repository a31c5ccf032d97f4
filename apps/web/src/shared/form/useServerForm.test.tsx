import { Button, TextInput } from '@mantine/core';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInApp } from '../../testing/renderInApp';
import { FormProblem } from './FormProblem';
import { useServerForm } from './useServerForm';

function refusal(fields?: { field: string; code: string; message: string }[]): Error {
  return Object.assign(new Error('The name is taken.'), { code: 'workspace.nameTaken', status: 409, fields });
}

function Form({ onSave }: { onSave: (values: { name: string; email: string }) => Promise<unknown> }) {
  const form = useServerForm({
    initialValues: { name: '', email: '' },
    validate: { name: (name) => (name ? null : 'Enter a name') },
    fieldNames: { fromEmail: 'email' },
    onSave,
  });
  return (
    <form onSubmit={form.save} noValidate>
      <TextInput label="Name" {...form.getInputProps('name')} />
      <TextInput label="Email" {...form.getInputProps('email')} />
      <FormProblem problem={form.problem} />
      <Button type="submit" loading={form.isSaving}>
        Save
      </Button>
      <output>{form.isDirty() ? 'unsaved' : 'saved'}</output>
    </form>
  );
}

const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

test('a field error of the server lands on its field, and the first field in reading order gets focus', async () => {
  const fields = [
    { field: 'fromEmail', code: 'field.email', message: 'This is no address.' },
    { field: 'name', code: 'field.taken', message: 'Choose another name.' },
  ];
  renderInApp(<Form onSave={() => Promise.reject(refusal(fields))} />);
  await userEvent.type(screen.getByLabelText('Name'), 'Ada');
  await save();
  expect(await screen.findByText('This is no address.')).toBeTruthy();
  expect(screen.getByText('Choose another name.')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name')));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('the technical name of a field is not shown to people', async () => {
  renderInApp(<Form onSave={() => Promise.reject(refusal([{ field: 'name', code: 'field.max', message: 'Name must be shorter.' }]))} />);
  await userEvent.type(screen.getByLabelText('Name'), 'Ada');
  await save();
  expect(await screen.findByText('This must be shorter.')).toBeTruthy();
});

test('an error of a field the form does not have is said as a whole', async () => {
  renderInApp(<Form onSave={() => Promise.reject(refusal([{ field: 'elsewhere', code: 'x', message: 'Hidden' }]))} />);
  await userEvent.type(screen.getByLabelText('Name'), 'Ada');
  await save();
  expect((await screen.findByRole('alert')).textContent).toContain('The name is taken.');
});

test('what the browser can see is refused without asking the server', async () => {
  let asked = 0;
  renderInApp(<Form onSave={() => Promise.resolve((asked += 1))} />);
  await save();
  expect(await screen.findByText('Enter a name')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name')));
  expect(asked).toBe(0);
});

test('saves once while saving, and is clean afterwards', async () => {
  let release: () => void = () => undefined;
  let asked = 0;
  const onSave = () => {
    asked += 1;
    return new Promise<void>((resolve) => (release = resolve));
  };
  renderInApp(<Form onSave={onSave} />);
  await userEvent.type(screen.getByLabelText('Name'), 'Ada{Enter}{Enter}');
  expect(asked).toBe(1);
  release();
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('saved'));
});

test('leaving with unsaved changes asks first', async () => {
  const { router } = renderInApp(<Form onSave={() => Promise.resolve()} />);
  await userEvent.type(screen.getByLabelText('Name'), 'Ada');
  act(() => void router.navigate('/elsewhere'));
  await userEvent.click(await screen.findByRole('button', { name: 'Stay' }));
  expect(router.state.location.pathname).toBe('/');
  act(() => void router.navigate('/elsewhere'));
  await userEvent.click(await screen.findByRole('button', { name: 'Leave without saving' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/elsewhere'));
});
