import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { type DetectedTable, detectTable, type DetectionInput } from './detectTable.js';
import { type FileSample, ImportFiles } from './ImportFiles.js';
import { formatOf } from './running/planImport.js';
import { scanDates } from './scanDates.js';

type Choices = Pick<DetectionInput, 'encoding' | 'delimiter' | 'headerRow'>;

/** Looks at an uploaded file: its beginning for nearly everything, more of it where dates leave their order open. */
@Injectable()
export class TableDetection {
  constructor(
    private readonly files: ImportFiles,
    private readonly customFields: CustomFieldService,
  ) {}

  async detect(
    ctx: WorkspaceContext,
    file: { id: string; fileName: string; defaultCountry: string | null; sample: FileSample },
    choices: Choices = {},
  ): Promise<DetectedTable> {
    const { sample, fileName } = file;
    const country = file.defaultCountry as CountryCode | null;
    const detected = detectTable({ sample, fileName, country, customFields: await this.customFields.list(ctx), ...choices });
    if (sample.isWholeFile) return detected;
    const columns = await scanDates(() => this.files.open(file.id), formatOf(detected), detected.table.columns);
    return { ...detected, table: { ...detected.table, columns } };
  }
}
