import { Anchor, Drawer, MultiSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { DialogActions } from '../../shared/form/DialogActions';
import { Link } from 'react-router';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { paths } from '../../shared/paths';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { ListOption } from './contactFilterFields';
import { existingContactIdOf } from './contactProblems';
import { LikeContacts } from './LikeContacts';
import { useCreateContact, type Contact, type NewContact } from './contactQueries';

interface CreateContactDrawerProps {
  isOpen: boolean;
  onClose: () => void;
  lists: readonly ListOption[];
  startListId: string | null;
}

export function CreateContactDrawer({ isOpen, onClose, lists, startListId }: CreateContactDrawerProps) {
  return (
    <Drawer opened={isOpen} onClose={onClose} position="right" size={420} title="Add contact">
      <CreateContactForm onDone={onClose} lists={lists} startListId={startListId} />
    </Drawer>
  );
}

/** Nobody is looked for between two keys. */
const TYPING_MS = 300;

interface Values {
  firstName: string;
  lastName: string;
  primaryEmail: string;
  primaryPhone: string;
  company: string;
  listIds: string[];
}

function CreateContactForm({
  onDone,
  lists,
  startListId,
}: {
  onDone: () => void;
  lists: readonly ListOption[];
  startListId: string | null;
}) {
  const workspaceId = useWorkspaceId();
  const create = useCreateContact(workspaceId);
  const form = useServerForm<Values>({
    initialValues: {
      firstName: '',
      lastName: '',
      primaryEmail: '',
      primaryPhone: '',
      company: '',
      listIds: startListId ? [startListId] : [],
    },
    // The link to a contact that is here already leads away on purpose.
    warnsWhenUnsaved: false,
    validate: { firstName: (_value, values) => (isNobody(values) ? 'Enter a name, an email address or a phone number' : null) },
    onSave: async (values) => {
      const contact = await create.mutateAsync(filledIn(values));
      toast(addedMessage(contact));
      onDone();
    },
  });
  const { listIds: _listIds, ...texts } = form.values;
  const [typed] = useDebouncedValue(texts, TYPING_MS);
  const existingId = existingContactIdOf(create.error);
  /** A field whose value belongs to someone already says who: by a link. */
  const uniqueProps = (name: 'primaryEmail' | 'primaryPhone') => {
    const props = form.getInputProps(name);
    if (!props.error || !existingId) return props;
    const link = (
      <Anchor component={Link} to={paths.contact(workspaceId, existingId)} inherit>
        Open that contact
      </Anchor>
    );
    return {
      ...props,
      error: (
        <>
          {props.error} {link}
        </>
      ),
    };
  };
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <SimpleGrid cols={2} spacing="md">
          <TextInput label="First name" data-autofocus dir="auto" autoComplete="off" {...form.getInputProps('firstName')} />
          <TextInput label="Last name" dir="auto" autoComplete="off" {...form.getInputProps('lastName')} />
        </SimpleGrid>
        <TextInput label="Email" type="email" autoComplete="off" {...uniqueProps('primaryEmail')} />
        <TextInput
          label="Phone"
          type="tel"
          description="Include the country code, such as +49 30 123456"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          {...uniqueProps('primaryPhone')}
        />
        <TextInput label="Company" dir="auto" autoComplete="off" {...form.getInputProps('company')} />
        {lists.length > 0 && (
          <MultiSelect
            label="Lists"
            placeholder="None"
            data={lists.map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            clearable
            {...form.getInputProps('listIds')}
          />
        )}
        <LikeContacts typed={typed} />
        <FormProblem problem={form.problem} />
        <DialogActions submit="Add contact" isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}

function isNobody({ firstName, lastName, primaryEmail, primaryPhone }: Values): boolean {
  return ![firstName, lastName, primaryEmail, primaryPhone].some((value) => value.trim());
}

/** A number that someone else has became another phone: say so, since it does not show where it was typed. */
function addedMessage({ displayName, phones }: Contact): string {
  const shared = phones.find(({ isPrimary }) => !isPrimary);
  const others = shared?.sharedWith.map((other) => other.displayName).join(', ');
  return others ? `${displayName} added. ${others} has this phone number too, so it is listed under other phones.` : `${displayName} added`;
}

function filledIn({ listIds, ...texts }: Values): NewContact {
  const filled = Object.fromEntries(Object.entries(texts).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])));
  return { ...filled, ...(listIds.length > 0 ? { listIds } : {}) };
}
