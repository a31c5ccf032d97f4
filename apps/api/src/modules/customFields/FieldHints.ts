import { fieldRules, NO_HINTS, type ReadingHints } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { phoneValueReader } from '../../platform/phone/phoneValueReader.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';

type Hinted = Pick<CustomFieldDefinition, 'fieldType' | 'options' | 'currency'>;

/** How values from forms and programs are read: numbers as in the country of the workspace, times without a zone on its clocks. */
@Injectable()
export class FieldHints {
  constructor(private readonly workspaces: WorkspaceService) {}

  /** The workspace is read only when one of the fields needs it. */
  async prepare(ctx: WorkspaceContext, definitions: readonly Hinted[]): Promise<(definition: Hinted) => ReadingHints> {
    const place = definitions.some(({ fieldType }) => dependsOnPlace(fieldType)) ? await this.placeOf(ctx) : {};
    return ({ options, currency }) => ({ ...NO_HINTS, ...place, options, currency });
  }

  private async placeOf(ctx: WorkspaceContext): Promise<Pick<ReadingHints, 'timeZone' | 'readPhone'>> {
    const { timeZone, defaultCountry } = await this.workspaces.require(ctx);
    return { timeZone, readPhone: phoneValueReader(defaultCountry as CountryCode | null) };
  }
}

function dependsOnPlace(fieldType: Hinted['fieldType']): boolean {
  return ['phone', 'dateTime'].includes(fieldRules(fieldType).editor);
}
