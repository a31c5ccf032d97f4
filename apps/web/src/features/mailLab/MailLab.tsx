import { Menu } from '@mantine/core';
import { IconBug, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../shared/paths';
import { confirmAction } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { toast } from '../../shared/ui/toasts';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { FaultDialog } from './FaultDialog';
import { FaultNotice } from './FaultNotice';
import { LabList, useLabRows } from './LabList';
import { LabMessageView } from './LabMessageView';
import { LabTabs } from './LabTabs';
import classes from './MailLab.module.css';
import { useClearMailLab, useLiveMailLab } from './mailLabQueries';

/** A mailbox that belongs to everyone who was mailed: list at the left, message at the right, one of them on a phone. */
export function MailLab({ messageId }: { messageId: string | undefined }) {
  const workspaceId = useWorkspaceId();
  useLiveMailLab(workspaceId);
  const [isFailing, setFailing] = useState(false);
  const [{ search }] = useUrlState({ search: '' });
  const shown = useLabRows(search);
  const isEmpty = !messageId && !search && !shown.isLoading && !shown.error && shown.rows.length === 0;
  return (
    <Page layout="fill">
      <div className={classes.top} data-reading={messageId ? true : undefined}>
        <PageHeader
          title="Mail lab"
          context="What your recipients see. Nothing leaves this server."
          menu={
            useMay('admin') ? (
              <>
                <Menu.Item leftSection={<IconBug size={15} />} onClick={() => setFailing(true)}>
                  Simulate a fault
                </Menu.Item>
                <ClearItem />
              </>
            ) : undefined
          }
        />
        <LabTabs isSystem={false} />
      </div>
      <FaultNotice />
      <FaultDialog isOpen={isFailing} onClose={() => setFailing(false)} />
      <div className={classes.mailbox} data-reading={messageId ? true : undefined} data-empty={isEmpty || undefined} data-flush>
        <LabList openId={messageId} />
        <div className={classes.reader}>
          {messageId ? (
            <LabMessageView key={messageId} messageId={messageId} />
          ) : (
            shown.rows.length > 0 && (
              <EmptyState
                picture="flask"
                title="Choose a message"
                text="Read it as its recipient, then open it, click in it, reply or unsubscribe, and see how Rapport records it."
              />
            )
          )}
        </div>
      </div>
    </Page>
  );
}

function ClearItem() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const clear = useClearMailLab(workspaceId);
  const ask = () =>
    confirmAction({
      title: 'Empty the mail lab?',
      consequences: ['Every message in it is removed for good.', 'Contacts, timelines and campaign figures stay as they are.'],
      confirm: 'Empty the mail lab',
      onConfirm: async () => {
        await clear.mutateAsync();
        await navigate(paths.mailLab(workspaceId));
        toast('The mail lab is empty');
      },
    });
  return (
    <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={ask}>
      Empty the mail lab
    </Menu.Item>
  );
}
