import { type FieldReading, readField } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
import { FieldHints } from './FieldHints.js';

/** A field, and how a value of it is read: as the API of contacts reads it. */
export interface ReadableField {
  readonly definition: CustomFieldDefinition;
  read(given: unknown): FieldReading;
}

/** Fields for whoever stores their values later, with a contact. */
@Injectable()
export class FieldReader {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly hints: FieldHints,
  ) {}

  /** By name, those of these names that exist and are not archived. */
  async prepare(ctx: WorkspaceContext, fieldNames: readonly string[]): Promise<Map<string, ReadableField>> {
    if (fieldNames.length === 0) return new Map();
    const isMeant = ({ fieldName, archivedAt }: CustomFieldDefinition): boolean => archivedAt === null && fieldNames.includes(fieldName);
    const definitions = (await this.fields.listDefinitions(ctx)).filter(isMeant);
    const hintsOf = await this.hints.prepare(ctx, definitions);
    const readable = (definition: CustomFieldDefinition): ReadableField => {
      const hints = hintsOf(definition);
      return { definition, read: (given) => readField(definition.fieldType, given, hints) };
    };
    return new Map(definitions.map((definition) => [definition.fieldName, readable(definition)]));
  }
}
