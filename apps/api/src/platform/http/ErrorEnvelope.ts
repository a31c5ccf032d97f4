import { IntField, NestedField, NestedListField, RecordField, TextField } from './fields.js';

class FieldErrorDto {
  @TextField({ description: 'Path of the field in the request, such as `audience.listIds`' })
  field!: string;

  @TextField()
  code!: string;

  @TextField({ max: 1000 })
  message!: string;
}

class ErrorDto {
  @TextField({ description: 'Stable; use it to handle the error in programs', example: 'campaign.notDraft' })
  code!: string;

  @TextField({ max: 1000, description: 'For people: what happened and what to do' })
  message!: string;

  @TextField({ description: 'Appears in the log line of the same request' })
  requestId!: string;

  @NestedListField(() => FieldErrorDto, { optional: true })
  fields?: FieldErrorDto[];

  @IntField({ optional: true, description: 'How many fields need attention, when more than the 20 listed do' })
  fieldCount?: number;

  @RecordField({ optional: true })
  details?: Record<string, unknown>;
}

/** Every answer that is not a success. */
export class ErrorEnvelope {
  @IntField({ nullable: true, description: 'Always null' })
  data!: null;

  @NestedField(() => ErrorDto)
  error!: ErrorDto;
}
