import { BoolField, DateTimeField, IdField, IdListField, IntField, TextField } from '../../../platform/http/fields.js';

/** Readers see all of them on one page. */
export const MOST_TOPICS = 50;

const NAME = { min: 1, max: 80, description: 'Readers see it on the preference page', example: 'Product news' };
const DESCRIPTION = { nullable: true, max: 300, description: 'For readers: what they get, and how often' };

export class TopicDto {
  @IdField() id!: string;
  @TextField(NAME) name!: string;
  @TextField(DESCRIPTION) description!: string | null;
  @BoolField({ description: 'No longer offered to campaigns and readers. Contacts who left it stay out' }) isArchived!: boolean;
  @IntField({ description: 'Send it with a change, so that no one overwrites what they haven’t seen' }) version!: number;
  @DateTimeField() createdAt!: string;
  @DateTimeField() updatedAt!: string;
}

export class CreateTopicDto {
  @TextField(NAME) name!: string;
  @TextField({ ...DESCRIPTION, optional: true }) description?: string | null;
}

export class UpdateTopicDto {
  @TextField({ ...NAME, optional: true }) name?: string;
  @TextField({ ...DESCRIPTION, optional: true }) description?: string | null;
  @IntField({ min: 1, description: 'The version that was edited' }) version!: number;
}

export class OrderTopicsDto {
  @IdListField({ max: MOST_TOPICS, description: 'All topics that are not archived, in their new order' }) topicIds!: string[];
}
