import { formatCount, plural } from '../../shared/format/format';
import { readableTags } from '../../shared/format/readableTags';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { CommentOn } from './CommentOn';
import type { CampaignReview } from './campaignQueries';
import classes from './Variants.module.css';

type Test = NonNullable<CampaignReview['abTest']>;

interface VariantReviewPartProps {
  test: Test;
  isSeries: boolean;
  /** By the id of the variant. */
  onComment: (id: string) => void;
}

/** The variants side by side: what an approver says yes to is all of them. */
export function VariantReviewPart({ test, isSeries, onComment }: VariantReviewPartProps) {
  return (
    <>
      <p className={classes.note}>
        {test.text}.{' '}
        {test.rest > 0 && `${plural(test.inTest, 'person', 'people')} in the test, ${formatCount(test.rest)} get what is decided.`}
        {isSeries && ` Each date is a test of its own${test.rest > 0 ? ' and decides for itself' : ''}.`}
      </p>
      {test.decision && <p className={classes.note}>{test.decision}</p>}
      <div className={classes.side}>
        {test.variants.map((variant) => (
          <VariantShown key={variant.id} variant={variant} onComment={() => onComment(variant.id)} />
        ))}
      </div>
    </>
  );
}

function VariantShown({ variant, onComment }: { variant: Test['variants'][number]; onComment: () => void }) {
  const [render] = variant.renders;
  const differs = (field: string) => (variant.differsIn.includes(field) ? classes.differs : undefined);
  return (
    <section className={classes.shown} aria-label={`Variant ${variant.name}`}>
      <div className={classes.shownHead}>
        <h3 className={classes.shownName} dir="auto">
          {variant.name}
        </h3>
        <CommentOn what={`variant ${variant.name}`} onClick={onComment} />
      </div>
      <dl className={classes.facts}>
        <dt>Subject</dt>
        <dd dir="auto" className={differs('subject')}>
          {variant.subject ? readableTags(variant.subject) : 'None'}
        </dd>
        <dt>From</dt>
        <dd dir="auto" className={differs('fromName')}>
          {variant.fromName ?? 'The address alone'}
        </dd>
        <dt>Template</dt>
        <dd dir="auto" className={differs('template')}>
          {variant.template ?? 'None'}
        </dd>
      </dl>
      {render && (
        <HtmlPreview
          html={render.html}
          text={null}
          title={`Variant ${variant.name} for ${render.displayName}`}
          height={300}
          caption={<span dir="auto">{render.subject}</span>}
        />
      )}
    </section>
  );
}
