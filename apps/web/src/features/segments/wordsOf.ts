import { contactSubjects, type SentenceWords, type Subject, type SubjectField } from '@rapport/common';
import { useMemo } from 'react';
import { formatDay } from '../../shared/format/format';
import { type RuleRecords, useRuleRecords, useSubjectFields } from './segmentQueries';

const GONE = {
  list: 'a deleted list',
  segment: 'a deleted segment',
  import: 'an earlier import',
  campaign: 'an earlier campaign',
} as const;

export function sentenceWords(subjects: readonly Subject[], records: RuleRecords): SentenceWords {
  return {
    subjects,
    nameOf: (kind, id) => records[kind]?.find((record) => record.id === id)?.name ?? (records[kind] ? GONE[kind] : '…'),
    day: formatDay,
  };
}

/** What the workspace's conditions can be about, and how they are told. Null until its fields are known. */
export function useRuleWords(workspaceId: string): { subjects: readonly Subject[]; records: RuleRecords; words: SentenceWords } | null {
  const fields: readonly SubjectField[] | undefined = useSubjectFields(workspaceId);
  const records = useRuleRecords(workspaceId);
  const subjects = useMemo(() => fields && contactSubjects(fields), [fields]);
  return subjects ? { subjects, records, words: sentenceWords(subjects, records) } : null;
}
