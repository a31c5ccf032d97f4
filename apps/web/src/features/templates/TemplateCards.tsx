import { useInViewport } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { plural } from '../../shared/format/format';
import { readableTags } from '../../shared/format/readableTags';
import { paths } from '../../shared/paths';
import type { RowSource } from '../../shared/table/columns';
import { MessageThumb } from '../../shared/ui/MessageThumb';
import { PagedList } from '../../shared/ui/PagedList';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { TagChips } from './TagChips';
import classes from './TemplateCards.module.css';
import { type TemplateSummary, useTemplateThumbnail } from './templateQueries';

interface TemplateCardsProps {
  source: RowSource<TemplateSummary>;
  /** At the corner of a card. */
  actionsOf?: ((template: TemplateSummary) => ReactNode) | undefined;
  empty: ReactNode;
}

/** Templates by their looks. Each is drawn when it comes into view. */
export function TemplateCards({ source, actionsOf, empty }: TemplateCardsProps) {
  return (
    <div className={classes.scroll}>
      <PagedList source={source} loadsByScrolling lines={6} empty={empty}>
        {(templates) => (
          <ul className={classes.grid} aria-label="Templates">
            {templates.map((template) => (
              <TemplateCard key={template.id} template={template} actions={actionsOf?.(template)} />
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  );
}

function TemplateCard({ template, actions }: { template: TemplateSummary; actions: ReactNode }) {
  const workspaceId = useWorkspaceId();
  const { ref, inViewport } = useInViewport<HTMLLIElement>();
  const thumbnail = useTemplateThumbnail(workspaceId, template, inViewport);
  return (
    <li ref={ref} className={classes.card}>
      <MessageThumb html={thumbnail.data} />
      <div className={classes.text}>
        <div className={classes.words}>
          <Link to={paths.template(workspaceId, template.id)} className={classes.name} dir="auto">
            {template.name}
          </Link>
          <span className={classes.subject} dir="auto">
            {template.subject ? readableTags(template.subject) : 'No subject'}
          </span>
          <span className={classes.meta}>
            {template.usedByCampaigns === 0 ? 'Not used yet' : `Used by ${plural(template.usedByCampaigns, 'campaign')}`}
            {' · saved '}
            <RelativeTime iso={template.updatedAt} />
          </span>
          <TagChips tagIds={template.tagIds} />
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </li>
  );
}
