import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import classes from './Ai.module.css';
import type { AiQuestion } from './aiQueries';
import { languageChoices, lengthChoices } from './aiWords';

interface AiDraftFormProps {
  isAsking: boolean;
  /** To one contact: there is no audience. */
  isPersonal?: boolean;
  onAsk: (question: AiQuestion) => void;
}

interface Brief {
  goal: string;
  audience: string;
  facts: string;
  tone: string;
  length: 'short' | 'medium' | 'long';
  language: string;
}

/** What a draft is made from: it may state nothing else. */
export function AiDraftForm({ isAsking, isPersonal = false, onAsk }: AiDraftFormProps) {
  const form = useForm<Brief>({
    initialValues: { goal: '', audience: '', facts: '', tone: 'Friendly', length: isPersonal ? 'short' : 'medium', language: 'en' },
    validate: { goal: (goal) => (goal.trim() ? null : 'Say what the message should bring about') },
  });
  const submit = form.onSubmit(({ language, ...brief }) =>
    onAsk({ task: 'draft', brief, language: language as NonNullable<AiQuestion['language']> }),
  );
  return (
    <form onSubmit={submit} className={classes.panel} noValidate>
      <Textarea
        label="Goal"
        placeholder={isPersonal ? 'Ask whether the order has arrived' : 'Invite members to the summer party'}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('goal')}
      />
      {!isPersonal && (
        <TextInput label="Audience" placeholder="Members who came last year" maxLength={300} {...form.getInputProps('audience')} />
      )}
      <Textarea
        label="Facts to use"
        description={
          isPersonal
            ? 'One a line. The draft may state these, and what is known of the contact.'
            : 'One a line: dates, prices, links, names. The draft may state nothing else.'
        }
        autosize
        minRows={isPersonal ? 2 : 4}
        maxRows={12}
        maxLength={8000}
        {...form.getInputProps('facts')}
      />
      <TextInput label="Tone" maxLength={100} {...form.getInputProps('tone')} />
      <div className={classes.row}>
        <Select label="Length" allowDeselect={false} data={lengthChoices} {...form.getInputProps('length')} />
        <Select label="Language" allowDeselect={false} data={languageChoices} {...form.getInputProps('language')} />
      </div>
      <div>
        <Button type="submit" loading={isAsking}>
          Suggest a draft
        </Button>
      </div>
    </form>
  );
}
