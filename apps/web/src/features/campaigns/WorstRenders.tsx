import { Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { CampaignReview } from './campaignQueries';
import classes from './Review.module.css';

/** The people for whom it comes out worst: if these are good, all are. */
export function WorstRenders({ renders }: { renders: CampaignReview['worstRenders'] }) {
  const workspaceId = useWorkspaceId();
  const [chosen, setChosen] = useState(0);
  const shown = renders[Math.min(chosen, renders.length - 1)];
  if (!shown) return <Text c="dimmed">No recipients to preview yet.</Text>;
  return (
    <div className={classes.renders}>
      <ul className={classes.renderList} aria-label="Rendered for">
        {renders.map((render, index) => (
          <li key={render.contactId}>
            <button type="button" className={classes.render} aria-pressed={render === shown} onClick={() => setChosen(index)}>
              <PersonAvatar name={render.displayName} seed={render.contactId} size={24} />
              <span className={classes.renderText}>
                <span dir="auto">{render.displayName}</span>
                <span className={classes.why}>{render.why}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <HtmlPreview
        html={shown.html}
        text={shown.html === '' ? shown.text : null}
        title={`Message for ${shown.displayName}`}
        height={460}
        caption={
          <>
            {shown.subject && (
              <div className={classes.renderSubject} dir="auto">
                {shown.subject}
              </div>
            )}
            <div className={classes.why}>
              to{' '}
              <Link to={paths.contact(workspaceId, shown.contactId)} className={classes.quietLink} dir="auto">
                {shown.displayName}
              </Link>
            </div>
          </>
        }
      />
    </div>
  );
}
