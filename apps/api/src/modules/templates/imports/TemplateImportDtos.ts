import { TEMPLATE_KINDS, type TemplateKind } from '@rapport/common';
import { EnumField, IntField, NestedListField, TextField, TextListField } from '../../../platform/http/fields.js';

const DOCUMENT = 'The path of the message in a ZIP that has several; without it, the likeliest';

export class RehearseImportQuery {
  @TextField({ optional: true, max: 1_000, description: DOCUMENT })
  document?: string;
}

export class ImportTemplateQuery extends RehearseImportQuery {
  @TextField({ optional: true, min: 1, max: 120, description: 'Of the template. Without it, the title of the message' })
  name?: string;

  @TextField({ optional: true, max: 500, description: 'Without it, the title of the message' })
  subject?: string;
}

export class ImportedImageDto {
  @TextField()
  name!: string;

  @TextField({ nullable: true, description: 'Where it lies in the ZIP; null for one that is embedded in the message' })
  path!: string | null;

  @TextField({ description: 'Empty where the message has none' })
  alt!: string;

  @IntField()
  bytes!: number;
}

export class ForeignTagDto {
  @TextField({ description: 'As it is written in the message', example: '*|FNAME|*' })
  from!: string;

  @TextField({
    nullable: true,
    description: 'What it becomes; null: it is not certain, and it stays as it is',
    example: '{{ first_name }}',
  })
  to!: string | null;
}

export class ImportFindingDto {
  @TextField({ example: 'templateImport.removed' })
  code!: string;

  @EnumField(['info', 'warning'])
  severity!: 'info' | 'warning';

  @TextField({ max: 2_000 })
  message!: string;
}

/** What an import would make. */
export class TemplateImportPlanDto {
  @TextListField({ max: 1_000, description: 'The messages in the file, the likeliest first' })
  documents!: string[];

  @TextField({ max: 1_000, description: 'The one that this is about' })
  document!: string;

  @EnumField(TEMPLATE_KINDS, { name: 'TemplateKind', description: 'What the template would be written with' })
  kind!: TemplateKind;

  @TextField({ nullable: true, max: 500, description: 'Of MJML that becomes HTML: what has no block' })
  notBlocks!: string | null;

  @TextField({ max: 120 })
  name!: string;

  @TextField({ max: 500 })
  subject!: string;

  @IntField({ description: 'Characters of the message' })
  characters!: number;

  @NestedListField(() => ImportedImageDto)
  images!: ImportedImageDto[];

  @NestedListField(() => ForeignTagDto)
  tags!: ForeignTagDto[];

  @NestedListField(() => ImportFindingDto)
  findings!: ImportFindingDto[];
}
