import type { OptionColour } from '@rapport/common';
import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { ColourMenu } from '../../shared/ui/ColourMenu';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type TemplateTag, useCreateTag } from './templateTagQueries';

/** Creates a tag; what is refused stays in the field. */
export function NewTag({ onCreated }: { onCreated?: (tag: TemplateTag) => void }) {
  const create = useCreateTag(useWorkspaceId());
  const [name, setName] = useState('');
  const [colour, setColour] = useState<OptionColour | null>('blue');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // Its place in the page is a dialog, which may lie in a form of its own.
        event.stopPropagation();
        if (name.trim() === '' || create.isPending) return;
        create.mutate({ name: name.trim(), colour }, { onSuccess: (tag) => (setName(''), onCreated?.(tag)) });
      }}
    >
      <Group gap={8} align="flex-start" wrap="nowrap">
        <ColourMenu name="the new tag" colour={colour} onPick={setColour} />
        <TextInput
          aria-label="Name of the new tag"
          placeholder="New tag"
          value={name}
          maxLength={60}
          dir="auto"
          flex={1}
          error={create.error ? messageOf(create.error) : undefined}
          onChange={(event) => (setName(event.currentTarget.value), create.reset())}
        />
        <Button type="submit" variant="default" loading={create.isPending} disabled={name.trim() === ''}>
          Add
        </Button>
      </Group>
    </form>
  );
}
