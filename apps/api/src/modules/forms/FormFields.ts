import { Injectable } from '@nestjs/common';
import type { ReaderLanguage } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { FieldReader } from '../customFields/public.js';
import type { IntakeField } from '../lists/public.js';
import type { FormField, FormFieldKey } from './formContent.js';
import { type FormInput, inputsOf, isFixed } from './formInputs.js';

const CUSTOM = 'custom:';

/** What forms ask for, as the fields of the workspace are now. */
@Injectable()
export class FormFields {
  constructor(private readonly reader: FieldReader) {}

  async inputsOf(ctx: WorkspaceContext, fields: readonly FormField[], language: ReaderLanguage): Promise<FormInput[]> {
    const custom = await this.reader.prepare(ctx, namesIn(fields));
    return inputsOf(fields, language, (key) => custom.get(nameOf(key)));
  }

  /** The first that the workspace does not have; null: it has them all. */
  async unknownOf(ctx: WorkspaceContext, fields: readonly FormField[]): Promise<string | null> {
    const custom = await this.reader.prepare(ctx, namesIn(fields));
    const isKnown = (key: FormFieldKey): boolean => isFixed(key) || (key.startsWith(CUSTOM) && custom.has(nameOf(key)));
    return fields.find(({ key }) => !isKnown(key))?.key ?? null;
  }

  /** What was filled in, for the contact. A field that is gone since is passed over, and a value that it no longer takes. */
  async valuesFor(
    ctx: WorkspaceContext,
    typed: Readonly<Record<string, string>>,
  ): Promise<{ readonly fields: IntakeField[]; readonly values: string[] }> {
    const fields: IntakeField[] = [];
    const values: string[] = [];
    for (const [fieldName, { definition, read }] of await this.reader.prepare(ctx, Object.keys(typed))) {
      const reading = read(typed[fieldName]);
      if ('problem' in reading || reading.value === null) continue;
      fields.push({ definitionId: definition.id, fieldName, fieldType: definition.fieldType });
      values.push(reading.value);
    }
    return { fields, values };
  }
}

export function nameOf(key: FormFieldKey): string {
  return key.slice(CUSTOM.length);
}

function namesIn(fields: readonly FormField[]): string[] {
  return fields
    .map(({ key }) => key)
    .filter((key) => !isFixed(key))
    .map(nameOf);
}
