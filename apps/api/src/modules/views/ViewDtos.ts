import { COLUMN_WIDTHS, CONTACT_COLUMNS, MOST_COLUMNS } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  TextField,
} from '../../platform/http/fields.js';
import { ContactFilterDto } from '../contacts/public.js';

const NAME = { description: 'Each member’s views have different names', example: 'Customers in Berlin' };
const SHARED = { description: 'Every member of the workspace sees it. Sharing needs the role author' };
const COLUMNS = { description: 'In their order; an empty list shows the columns that the table starts with' };
const SORT = { description: 'As in listContacts', example: '-createdAt' };
const FILTER = { description: 'Who is shown: the parameters of listContacts' };
const VERSION = { description: 'Send it with a change, so that no one overwrites what they haven’t seen' };

export class ViewColumnDto {
  @TextField({ min: 1, max: 70, description: `One of ${CONTACT_COLUMNS.join(', ')}, or a custom field as field:plan`, example: 'email' })
  id!: string;

  @IntField({ optional: true, min: COLUMN_WIDTHS.least, max: COLUMN_WIDTHS.most, description: 'Pixels; without it, the usual width' })
  width?: number;

  @BoolField({ optional: true, description: 'It stays while the table is scrolled sideways' })
  isPinned?: boolean;
}

export class MissingPartDto {
  @EnumField(['field', 'list', 'segment'], { name: 'MissingPartKind' })
  kind!: 'field' | 'list' | 'segment';

  @TextField({ description: 'The name of the field, or the id of the list or segment' })
  key!: string;

  @EnumField(['columns', 'sort', 'filter'], { name: 'MissingPartPlace', description: 'Where the view names it' })
  place!: 'columns' | 'sort' | 'filter';
}

export class ViewSummaryDto {
  @IdField()
  id!: string;

  @TextField({ max: 100 })
  name!: string;

  @BoolField(SHARED)
  isShared!: boolean;

  @BoolField({ description: 'It is the caller’s own' })
  isOwn!: boolean;

  @TextField({ nullable: true, description: 'Whose it is; null once their account is deleted' })
  ownerName!: string | null;

  @BoolField({ description: 'The caller may change, rename, share and delete it' })
  mayEdit!: boolean;

  @BoolField({ description: 'The contact table opens with it for the caller' })
  isDefault!: boolean;

  @IntField(VERSION)
  version!: number;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField()
  updatedAt!: string;
}

export class ViewDto extends ViewSummaryDto {
  @NestedListField(() => ViewColumnDto, { ...COLUMNS, max: MOST_COLUMNS })
  columns!: ViewColumnDto[];

  @TextField({ max: 70, ...SORT })
  sort!: string;

  @NestedField(() => ContactFilterDto, FILTER)
  filter!: ContactFilterDto;

  @NestedListField(() => MissingPartDto, { description: 'What it names and is not there any more' })
  missing!: MissingPartDto[];
}

export class CreateViewDto {
  @TextField({ min: 1, max: 100, ...NAME })
  name!: string;

  @BoolField({ optional: true, ...SHARED })
  isShared?: boolean;

  @NestedListField(() => ViewColumnDto, { optional: true, max: MOST_COLUMNS, ...COLUMNS })
  columns?: ViewColumnDto[];

  @TextField({ optional: true, max: 70, ...SORT })
  sort?: string;

  @NestedField(() => ContactFilterDto, { optional: true, ...FILTER })
  filter?: ContactFilterDto;
}

export class UpdateViewDto {
  @TextField({ optional: true, min: 1, max: 100, ...NAME })
  name?: string;

  @BoolField({ optional: true, ...SHARED })
  isShared?: boolean;

  @NestedListField(() => ViewColumnDto, { optional: true, max: MOST_COLUMNS, ...COLUMNS })
  columns?: ViewColumnDto[];

  @TextField({ optional: true, max: 70, ...SORT })
  sort?: string;

  @NestedField(() => ContactFilterDto, { optional: true, ...FILTER })
  filter?: ContactFilterDto;

  @IntField({ min: 1, description: 'The version that was edited' })
  version!: number;
}
