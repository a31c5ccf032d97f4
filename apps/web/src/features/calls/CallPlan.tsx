import { Anchor, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { paths } from '../../shared/paths';
import { Notice } from '../../shared/ui/Notice';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useMakeCall, useSetOwnPhone, type CallOptions, type PhoneCall } from './callQueries';

export interface CalledContact {
  readonly id: string;
  readonly displayName: string;
}

interface CallPlanProps {
  contact: CalledContact;
  options: CallOptions;
  onCalled: (call: PhoneCall) => void;
  onClose: () => void;
}

/** Who will be rung, from which number, before anything rings. */
export function CallPlan({ contact, options, onCalled, onClose }: CallPlanProps) {
  const [isChanging, setChanging] = useState(false);
  if (options.refusal !== null) return <NoCalls refusal={options.refusal} />;
  if (options.ownPhone === null || isChanging)
    return <OwnPhone contactId={contact.id} before={options.ownPhone} onDone={() => setChanging(false)} onClose={onClose} />;
  return (
    <Confirm
      contact={contact}
      options={options}
      ownPhone={options.ownPhone}
      onCalled={onCalled}
      onClose={onClose}
      onChangePhone={() => setChanging(true)}
    />
  );
}

function NoCalls({ refusal }: { refusal: string }) {
  const workspaceId = useWorkspaceId();
  const isAdmin = useMay('admin');
  return (
    <Stack gap="md">
      <Notice title="Calls are not set up">{refusal}</Notice>
      {isAdmin && (
        <Button component={Link} to={paths.settingsSender(workspaceId)} variant="default" ml="auto">
          Open sending settings
        </Button>
      )}
    </Stack>
  );
}

function OwnPhone(props: { contactId: string; before: string | null; onDone: () => void; onClose: () => void }) {
  const { contactId, before, onDone, onClose } = props;
  const [phone, setPhone] = useState(before ?? '');
  const save = useSetOwnPhone(useWorkspaceId(), contactId);
  const error = save.error && ((isApiError(save.error) && save.error.fields?.[0]?.message) || messageOf(save.error));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (phone.trim() !== '') save.mutate(phone.trim(), { onSuccess: onDone });
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Your phone number"
          description="It rings first. When you answer, the contact is called. Only you see it."
          type="tel"
          autoComplete="tel"
          placeholder="+1 415 555 0100"
          maxLength={50}
          data-autofocus
          value={phone}
          error={error}
          onChange={(event) => {
            save.reset();
            setPhone(event.currentTarget.value);
          }}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={before === null ? onClose : onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={phone.trim() === ''}>
            Save number
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ConfirmProps extends CallPlanProps {
  ownPhone: string;
  onChangePhone: () => void;
}

function Confirm({ contact, options, ownPhone, onCalled, onClose, onChangePhone }: ConfirmProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const make = useMakeCall(useWorkspaceId(), contact.id);
  const to =
    options.phones.find(({ phone }) => phone === chosen) ?? options.phones.find(({ refusal }) => refusal === null) ?? options.phones[0];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to && to.refusal === null) make.mutate(to.phone, { onSuccess: onCalled });
      }}
    >
      <Stack gap="md">
        <div>
          <Text size="sm" fw={500}>
            1. Your phone rings
          </Text>
          <Group gap="xs">
            <Text size="sm" className="rp-num">
              {ownPhone}
            </Text>
            <Anchor component="button" type="button" size="sm" onClick={onChangePhone}>
              Change
            </Anchor>
          </Group>
        </div>
        {options.phones.length > 1 ? (
          <Select
            label={`2. When you answer, ${contact.displayName} is called`}
            allowDeselect={false}
            data={options.phones.map(({ phone, isPrimary }) => ({ value: phone, label: isPrimary ? `${phone} (primary)` : phone }))}
            value={to?.phone ?? null}
            error={to?.refusal}
            onChange={(phone) => {
              make.reset();
              setChosen(phone);
            }}
          />
        ) : (
          <div>
            <Text size="sm" fw={500}>
              2. When you answer, {contact.displayName} is called
            </Text>
            <Text size="sm" className="rp-num">
              {to?.phone ?? 'This contact has no phone number.'}
            </Text>
            {to?.refusal && (
              <Text size="sm" c="var(--rp-negative)" role="alert">
                {to.refusal}
              </Text>
            )}
          </div>
        )}
        {to?.note && <Notice title="Before you call">{to.note}</Notice>}
        <Text size="sm" c="dimmed">
          Both phones show {options.from}. Twilio charges for both calls. Nothing is recorded.
        </Text>
        <FormProblem problem={make.error ? messageOf(make.error) : null} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" data-autofocus loading={make.isPending} disabled={to?.refusal !== null}>
            Call
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
