import { Button, Select, Text } from '@mantine/core';
import { useState } from 'react';
import classes from './Ai.module.css';
import type { AiQuestion } from './aiQueries';
import { languageChoices, rewritings } from './aiWords';

interface AiRewriteFormProps {
  isAsking: boolean;
  /** What is selected in the message. */
  selected: string;
  onAsk: (question: AiQuestion) => void;
}

/** Another wording of what is selected. */
export function AiRewriteForm({ isAsking, selected, onAsk }: AiRewriteFormProps) {
  const [how, setHow] = useState<string>('shorter');
  const [language, setLanguage] = useState<string | null>(null);
  if (selected === '') return <Text c="dimmed">Select the text to rewrite in the message.</Text>;
  const isTranslation = how === 'translate';
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        const into = isTranslation && language ? { language: language as NonNullable<AiQuestion['language']> } : {};
        onAsk({ task: 'rewrite', text: selected, how: how as NonNullable<AiQuestion['how']>, ...into });
      }}
    >
      <blockquote className={classes.quote} dir="auto">
        {selected}
      </blockquote>
      <div className={classes.row}>
        <Select label="Make it" allowDeselect={false} data={rewritings} value={how} onChange={(next) => setHow(next ?? 'shorter')} />
        {isTranslation && <Select label="Language" placeholder="Choose" data={languageChoices} value={language} onChange={setLanguage} />}
      </div>
      <div>
        <Button type="submit" loading={isAsking} disabled={isTranslation && language === null}>
          Suggest a rewording
        </Button>
      </div>
    </form>
  );
}
