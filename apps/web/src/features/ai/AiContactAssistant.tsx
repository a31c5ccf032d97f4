import { Button, Drawer, Select, Tabs, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Ai.module.css';
import { AiAnswerView } from './AiAnswerView';
import { AiDraftForm } from './AiDraftForm';
import { AiFirstUse } from './AiFirstUse';
import { AiNotReady } from './AiNotReady';
import { type AiPiece, type AiQuestion, mayAskAboutContacts, useAiAnswer, useAiSettings } from './aiQueries';
import { replyLanguages } from './aiWords';

export interface AiContactAssistantProps {
  contactId: string;
  channel: 'email' | 'text';
  /** Whether the message answers one of the contact. */
  isAnswer: boolean;
  /** Merge tags that exist. */
  tags: readonly string[];
  onAccept: (piece: AiPiece) => void;
}

/** The button that opens suggestions beside a message to one contact. */
export function AiContactAssistant(props: AiContactAssistantProps) {
  const [isOpen, drawer] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconSparkles size={15} />} onClick={drawer.open}>
        Write with AI
      </Button>
      <Drawer
        opened={isOpen}
        onClose={drawer.close}
        // The message is on the right: what is accepted is seen to arrive there.
        position="left"
        size={460}
        withOverlay={false}
        lockScroll={false}
        title="Write with AI"
        closeButtonProps={{ 'aria-label': 'Close AI suggestions' }}
      >
        {/* What is submitted and typed here is no part of the message that the panel was opened from. */}
        <div onSubmit={(event) => event.stopPropagation()} onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}>
          {isOpen && <Panel {...props} />}
        </div>
      </Drawer>
    </>
  );
}

function Panel({ contactId, channel, isAnswer, tags, onAccept }: AiContactAssistantProps) {
  const workspaceId = useWorkspaceId();
  const settings = useAiSettings(workspaceId);
  const { state, ask, cancel } = useAiAnswer(workspaceId);
  const [language, setLanguage] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tab, setTab] = useState(isAnswer ? 'reply' : 'draft');
  if (!settings.data) return <LinesSkeleton lines={5} />;
  if (settings.data.reason) return <AiNotReady reason={settings.data.reason} />;
  if (!mayAskAboutContacts(settings.data)) return <AiFirstUse settings={settings.data} />;
  const send = (question: Omit<AiQuestion, 'contactId' | 'channel'>) => {
    setLanguage(question.language ?? null);
    setProblem(null);
    void ask({ ...question, contactId, channel }).catch((error: unknown) => setProblem(messageOf(error)));
  };
  const isAsking = state.kind === 'writing';
  const draft = <AiDraftForm isPersonal isAsking={isAsking} onAsk={(question) => send({ ...question, task: 'personal' })} />;
  return (
    <div className={classes.panel}>
      {isAnswer ? (
        <Tabs
          value={tab}
          onChange={(next) => {
            cancel();
            setProblem(null);
            setTab(next ?? 'reply');
          }}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="reply">Replies</Tabs.Tab>
            <Tabs.Tab value="draft">Draft</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="reply">
            <ReplyForm isAsking={isAsking} onAsk={send} />
          </Tabs.Panel>
          <Tabs.Panel value="draft">{draft}</Tabs.Panel>
        </Tabs>
      ) : (
        draft
      )}
      <FormProblem problem={problem} />
      <AiAnswerView state={state} tags={tags} language={language} onAccept={onAccept} onCancel={cancel} />
    </div>
  );
}

function ReplyForm({ isAsking, onAsk }: { isAsking: boolean; onAsk: (question: AiQuestion) => void }) {
  const [language, setLanguage] = useState('');
  return (
    <div className={classes.panel}>
      <Text c="dimmed">Up to three short replies to the newest message. The one you accept goes into the editor, and nothing is sent.</Text>
      <Select label="Language" allowDeselect={false} data={replyLanguages} value={language} onChange={(next) => setLanguage(next ?? '')} />
      <div>
        <Button
          loading={isAsking}
          onClick={() =>
            onAsk({ task: 'reply', ...(language === '' ? {} : { language: language as NonNullable<AiQuestion['language']> }) })
          }
        >
          Suggest replies
        </Button>
      </div>
    </div>
  );
}
