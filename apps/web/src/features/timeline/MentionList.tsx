import { UnstyledButton } from '@mantine/core';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import classes from './Timeline.module.css';

export interface Member {
  readonly userId: string;
  readonly name: string;
}

/** Who can be mentioned, below the note that is being written. The keyboard stays in the note. */
export function MentionList({ members, active, onPick }: { members: readonly Member[]; active: number; onPick: (member: Member) => void }) {
  return (
    <div className={classes.mentions} role="listbox" aria-label="Mention a member" id="mentions">
      {members.map((member, index) => (
        <UnstyledButton
          key={member.userId}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          className={classes.mention}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(member)}
        >
          <PersonAvatar name={member.name} seed={member.userId} size={20} />
          <span dir="auto">{member.name}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
