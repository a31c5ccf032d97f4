import { BoolField, DateTimeField, EnumField, IdField, NestedField, TextField } from '../../platform/http/fields.js';
import { PersonDto } from '../campaigns/public.js';

export const COMMENT_PARTS = ['audience', 'subject', 'content', 'sender', 'schedule', 'variant'] as const;
export type CommentPart = (typeof COMMENT_PARTS)[number];

const LONGEST = 2000;

export class CreateCommentDto {
  @TextField({ min: 1, max: LONGEST }) text!: string;
  @EnumField(COMMENT_PARTS, {
    optional: true,
    nullable: true,
    name: 'CommentPart',
    description: 'What of the campaign it is about; left out: the whole. An answer is about what its thread is about',
  })
  part?: CommentPart | null;
  @IdField({ optional: true, nullable: true, description: 'Of the part `variant`: which one' }) variantId?: string | null;
  @IdField({
    optional: true,
    nullable: true,
    description: 'The comment that it answers. An answer to an answer joins the same thread, and one to a resolved thread opens it again',
  })
  answerTo?: string | null;
}

export class UpdateCommentDto {
  @TextField({ min: 1, max: LONGEST }) text!: string;
}

export class CommentDto {
  @IdField() id!: string;
  @IdField({ nullable: true, description: 'The first comment of its thread; null: it is the first one itself' }) answerTo!: string | null;
  @EnumField(COMMENT_PARTS, { nullable: true, name: 'CommentPart', description: 'Null: the whole campaign; of an answer always null' })
  part!: CommentPart | null;
  @IdField({ nullable: true, description: 'Of the part `variant`; it may have been removed since' }) variantId!: string | null;
  @TextField({ nullable: true, max: LONGEST, description: 'Null: it was deleted, and stays because others answered it' })
  text!: string | null;
  @NestedField(() => PersonDto, { nullable: true, description: 'Null: their account is gone' }) author!: PersonDto | null;
  @DateTimeField() createdAt!: string;
  @DateTimeField({ nullable: true }) editedAt!: string | null;
  @BoolField({ description: 'What would be sent has changed since it was written' }) isEarlier!: boolean;
  @DateTimeField({ nullable: true, description: 'Of the first comment of a thread: when the thread was resolved; null: it is open' })
  resolvedAt!: string | null;
  @NestedField(() => PersonDto, { nullable: true }) resolvedBy!: PersonDto | null;
}
