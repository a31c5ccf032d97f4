import { Button, Select, Text } from '@mantine/core';
import { AI_TEXT_MAX } from '@rapport/common';
import { useState } from 'react';
import { formatCount } from '../../shared/format/format';
import classes from './Ai.module.css';
import type { AiQuestion } from './aiQueries';
import { languageChoices } from './aiWords';

interface AiSubjectsFormProps {
  isAsking: boolean;
  /** The message as HTML. */
  text: string;
  onAsk: (question: AiQuestion) => void;
}

/** Subject lines and preview texts for the message as it is now. */
export function AiSubjectsForm({ isAsking, text, onAsk }: AiSubjectsFormProps) {
  const [language, setLanguage] = useState('en');
  const isTooLong = text.length > AI_TEXT_MAX;
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
          ? `This message is too long for suggestions. Shorten it to ${formatCount(AI_TEXT_MAX)} characters of HTML.`
          : 'Subject lines and preview texts for the message as it is now, each with a reason.'}
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
