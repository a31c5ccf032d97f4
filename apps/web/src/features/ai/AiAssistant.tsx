import { Button, Drawer, Tabs } from '@mantine/core';
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
import { AiNotReady } from './AiNotReady';
import { type AiPiece, type AiQuestion, useAiAnswer, useAiSettings } from './aiQueries';
import { AiRewriteForm } from './AiRewriteForm';
import { AiSubjectsForm } from './AiSubjectsForm';
import { inlineHtml, pieceHtml } from './pieceHtml';

/** The message that is being written, whatever editor holds it. */
export interface AiMessage {
  readonly bodyHtml: string;
  /** Merge tags that exist. */
  readonly tags: readonly string[];
  selectedText: () => string;
  /** In the place of the selection, or where one types. */
  insert: (html: string, isRewording?: boolean) => void;
  setSubject: (text: string) => void;
  setPreheader: (text: string) => void;
}

/** The button that opens suggestions beside a message. */
export function AiAssistant({ message }: { message: AiMessage }) {
  const [isOpen, drawer] = useDisclosure(false);
  return (
    <div>
      <Button variant="default" leftSection={<IconSparkles size={15} />} onClick={drawer.open}>
        Write with AI
      </Button>
      <Drawer
        opened={isOpen}
        onClose={drawer.close}
        position="right"
        size={480}
        // The message stays in sight and in reach: what is accepted is seen to arrive there.
        withOverlay={false}
        lockScroll={false}
        trapFocus={false}
        title="Write with AI"
        closeButtonProps={{ 'aria-label': 'Close AI suggestions' }}
      >
        {isOpen && <Assistant message={message} />}
      </Drawer>
    </div>
  );
}

function Assistant({ message }: { message: AiMessage }) {
  const workspaceId = useWorkspaceId();
  const settings = useAiSettings(workspaceId);
  const { state, ask, cancel } = useAiAnswer(workspaceId);
  const [asked, setAsked] = useState<AiQuestion | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // The panel takes the focus, not the selection.
  const [selected, setSelected] = useState(() => message.selectedText());
  const [tab, setTab] = useState(selected === '' ? 'draft' : 'rewrite');
  if (settings.isPending) return <LinesSkeleton lines={5} />;
  if (settings.data?.reason) return <AiNotReady reason={settings.data.reason} />;
  const send = (question: AiQuestion) => {
    setAsked(question);
    setProblem(null);
    void ask(question).catch((error: unknown) => setProblem(messageOf(error)));
  };
  const accept = (piece: AiPiece) => {
    if (piece.kind === 'subject') message.setSubject(piece.text);
    else if (piece.kind === 'preheader') message.setPreheader(piece.text);
    else if (asked?.task === 'rewrite') message.insert(inlineHtml(piece, selected), true);
    else message.insert(pieceHtml(piece));
  };
  const isAsking = state.kind === 'writing';
  return (
    // What is submitted here is no change of the form that the panel was opened from.
    <div className={classes.panel} onSubmit={(event) => event.stopPropagation()} onPointerEnter={() => setSelected(message.selectedText())}>
      <Tabs
        value={tab}
        onChange={(next) => {
          cancel();
          setProblem(null);
          setTab(next ?? 'draft');
        }}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="draft">Draft</Tabs.Tab>
          <Tabs.Tab value="subjects">Subject lines</Tabs.Tab>
          <Tabs.Tab value="rewrite">Rewrite</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="draft">
          <AiDraftForm isAsking={isAsking} onAsk={send} />
        </Tabs.Panel>
        <Tabs.Panel value="subjects">
          <AiSubjectsForm isAsking={isAsking} text={message.bodyHtml} onAsk={send} />
        </Tabs.Panel>
        <Tabs.Panel value="rewrite">
          <AiRewriteForm isAsking={isAsking} selected={selected} onAsk={send} />
        </Tabs.Panel>
      </Tabs>
      <FormProblem problem={problem} />
      <AiAnswerView state={state} tags={message.tags} language={asked?.language ?? null} onAccept={accept} onCancel={cancel} />
    </div>
  );
}
