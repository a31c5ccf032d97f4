import { looseSnippets } from '@rapport/common';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useReadTemplate, useTemplateChoices } from './messageQueries';

const TYPING_MS = 200;

/** Begins with what a template says; from then on it is this message's own text. */
export function TemplateChoice({ onChoose }: { onChoose: (content: { subject: string; bodyHtml: string }) => void }) {
  const workspaceId = useWorkspaceId();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, TYPING_MS);
  const templates = useTemplateChoices(workspaceId, asked);
  const read = useReadTemplate(workspaceId);
  return (
    <Select
      aria-label="Start from a template"
      placeholder={read.isPending ? 'Loading…' : 'Start from a template'}
      w={240}
      searchable
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      data={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={templates.isPending ? 'Loading…' : 'No such template'}
      onChange={(id) => {
        setSearch('');
        if (id === null) return;
        read.mutate(id, {
          onSuccess: ({ subject, bodyHtml, signature }) =>
            onChoose({ subject, bodyHtml: looseSnippets([bodyHtml, signature ?? ''].join('')) }),
        });
      }}
    />
  );
}
