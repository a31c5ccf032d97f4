import { Button, Select, Text } from '@mantine/core';
import { useState } from 'react';
import classes from './Ai.module.css';
import type { AiQuestion } from './aiQueries';
import { languageChoices } from './aiWords';

interface AiSubjectsFormProps {
  isAsking: boolean;
  /** The message as HTML. */
  text: string;
  onAsk: (question: AiQuestion) => void;
}

const LONGEST = 20_000;

/** Subject lines and preview texts for the message as it is now. */
export function AiSubjectsForm({ isAsking, text, onAsk }: AiSubjectsFormProps) {
  const [language, setLanguage] = useState('en');
  const isTooLong = text.length > LONGEST;
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({ task: 'subjects', text, language: language as NonNullable<AiQuestion['language']> });
      }}
    >
      <Text c="dimmed">
        {isTooLong
          ? 'This message is too long for suggestions. Shorten it to 20,000 characters of HTML.'
          : 'Five subject lines and three preview texts for the message as it is now, each with a reason.'}
      </Text>
      <Select
        label="Language"
        allowDeselect={false}
        data={languageChoices}
        value={language}
        onChange={(next) => setLanguage(next ?? 'en')}
      />
      <div>
        <Button type="submit" loading={isAsking} disabled={isTooLong}>
          Suggest subject lines
        </Button>
      </div>
    </form>
  );
}
