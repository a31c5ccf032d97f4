import { ActionIcon, Anchor, Select, Text, Title, Tooltip } from '@mantine/core';
import { ROLES } from '@rapport/common';
import { IconUserMinus } from '@tabler/icons-react';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { confirmAction } from '../../shared/ui/confirm';
import { toast } from '../../shared/ui/toasts';
import { givableRoles, roleMay, roleWord } from '../../shared/workspace/roles';
import rows from '../../shared/ui/Rows.module.css';
import classes from './Members.module.css';
import { useConfirmMemberEmail, useMembers, useRemoveMember, useUpdateMember, type GivableRole, type Member } from './workspaceQueries';

interface MembersProps {
  workspaceId: string;
  workspaceName: string;
  ownUserId: string;
  mayManage: boolean;
  /** The operator of an installation that sends no mail says whose account it is. */
  mayConfirm: boolean;
}

export function Members({ workspaceId, workspaceName, ownUserId, mayManage, mayConfirm }: MembersProps) {
  const members = useMembers(workspaceId);
  return (
    <section className={rows.section}>
      <Title order={2}>Members</Title>
      <Text c="dimmed">Authors and approvers can be different people.</Text>
      <Roles />
      {members.isPending && <LinesSkeleton lines={3} />}
      {members.isError && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.data && (
        <ul className={rows.list}>
          {members.data.map((member) => (
            <MemberRow
              key={member.userId}
              member={member}
              workspaceId={workspaceId}
              workspaceName={workspaceName}
              isSelf={member.userId === ownUserId}
              mayManage={mayManage}
              mayConfirm={mayConfirm}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface MemberRowProps {
  member: Member;
  workspaceId: string;
  workspaceName: string;
  isSelf: boolean;
  mayManage: boolean;
  mayConfirm: boolean;
}

function MemberRow({ member, workspaceId, workspaceName, isSelf, mayManage, mayConfirm }: MemberRowProps) {
  const update = useUpdateMember(workspaceId);
  const remove = useRemoveMember(workspaceId);
  const canChange = mayManage && !isSelf && member.role !== 'owner';
  const askToRemove = () =>
    confirmAction({
      title: `Remove ${member.name} from ${workspaceName}?`,
      consequences: ['They lose access immediately. What they wrote and approved stays, under their name.'],
      confirm: 'Remove member',
      onConfirm: async () => {
        await remove.mutateAsync(member.userId);
        toast(`${member.name} removed`);
      },
    });
  return (
    <li className={rows.row}>
      <PersonAvatar name={member.name} seed={member.userId} size={30} />
      <div className={rows.text}>
        <div className={classes.name} dir="auto">
          {member.name}
          {isSelf && (
            <Text span c="dimmed">
              {' '}
              (you)
            </Text>
          )}
        </div>
        <div className={classes.mail}>
          {member.email}
          {!member.isEmailConfirmed && <Unconfirmed member={member} workspaceId={workspaceId} mayConfirm={mayConfirm} />}
        </div>
      </div>
      {canChange ? (
        <>
          <Select
            w={130}
            aria-label={`Role of ${member.name}`}
            allowDeselect={false}
            data={givableRoles.map(({ value, label }) => ({ value, label }))}
            value={update.isPending ? update.variables.role : member.role}
            onChange={(role) => role && update.mutate({ userId: member.userId, role: role as GivableRole })}
          />
          <Tooltip label="Remove from workspace">
            <ActionIcon aria-label={`Remove ${member.name}`} onClick={askToRemove}>
              <IconUserMinus size={16} />
            </ActionIcon>
          </Tooltip>
        </>
      ) : (
        <Text c="var(--rp-text-2)">{roleWord(member.role)}</Text>
      )}
    </li>
  );
}

/** Joined by a link that was passed on: nobody has proven yet that the address is theirs. */
function Unconfirmed({ member, workspaceId, mayConfirm }: { member: Member; workspaceId: string; mayConfirm: boolean }) {
  const confirm = useConfirmMemberEmail(workspaceId);
  const ask = () =>
    confirmAction({
      title: `Does ${member.email} belong to ${member.name}?`,
      consequences: ['Once confirmed, they can invite others, join other workspaces and read system mail for this address.'],
      confirm: 'Confirm address',
      isDestructive: false,
      onConfirm: async () => {
        await confirm.mutateAsync(member.userId);
        toast(`Address of ${member.name} confirmed`);
      },
    });
  return (
    <>
      {' · '}
      <Text span inherit c="var(--rp-text-2)">
        not confirmed
      </Text>
      {mayConfirm && (
        <>
          {' · '}
          <Anchor component="button" type="button" inherit onClick={ask}>
            Confirm address
          </Anchor>
        </>
      )}
    </>
  );
}

/** What each role may, for whoever has to choose one. */
function Roles() {
  return (
    <details className={classes.roles}>
      <summary>What each role can do</summary>
      <dl>
        {ROLES.map((role) => (
          <div key={role}>
            <dt>{roleWord(role)}</dt>
            <dd>{roleMay(role)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
