import { OPTION_COLOURS, type OptionColour } from '@rapport/common';
import { BoolField, EnumField, IdField, IdListField, IntField, TextField } from '../../platform/http/fields.js';

export const LONGEST_TAG = 60;
/** Of one request. */
export const MOST_TEMPLATES_AT_ONCE = 200;

const COLOUR = { nullable: true, name: 'OptionColour' } as const;

export class CreateTemplateTagDto {
  @TextField({ min: 1, max: LONGEST_TAG, description: 'Unique in the workspace, whatever its case', example: 'Newsletter' })
  name!: string;

  @EnumField(OPTION_COLOURS, { ...COLOUR, optional: true })
  colour?: OptionColour | null;
}

export class UpdateTemplateTagDto {
  @TextField({ optional: true, min: 1, max: LONGEST_TAG })
  name?: string;

  @EnumField(OPTION_COLOURS, { ...COLOUR, optional: true })
  colour?: OptionColour | null;
}

export class TemplateTagDto {
  @IdField()
  id!: string;

  @TextField({ max: LONGEST_TAG })
  name!: string;

  @EnumField(OPTION_COLOURS, COLOUR)
  colour!: OptionColour | null;

  @IntField({ description: 'How many templates have it, without archived ones and those in the trash' })
  templates!: number;
}

export class TagTemplatesDto {
  @IdListField({ max: MOST_TEMPLATES_AT_ONCE, description: 'Templates that are not there, or in the trash, are passed over' })
  templateIds!: string[];

  @BoolField({ description: 'Give them the tag, or remove it from them' })
  isTagged!: boolean;
}

export class ArchiveTemplatesDto {
  @IdListField({ max: MOST_TEMPLATES_AT_ONCE, description: 'Templates that are not there, or in the trash, are passed over' })
  templateIds!: string[];

  @BoolField({ description: 'Archive them, or offer them again' })
  isArchived!: boolean;
}

export class ChangedTemplatesDto {
  @IntField({ description: 'How many were changed; the others were so already' })
  changed!: number;
}
