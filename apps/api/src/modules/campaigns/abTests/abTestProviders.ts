import type { Provider } from '@nestjs/common';
import { AbTestCourse, AudienceSplit } from './AbTestCourse.js';
import { AbTestDecisions } from './AbTestDecisions.js';
import { AbTestReader } from './AbTestReader.js';
import { DecideVariantJob } from './DecideVariantJob.js';
import { DecisionRepository } from './DecisionRepository.js';
import { HeldRecipients } from './HeldRecipients.js';
import { VariantReport } from './VariantReport.js';

/** Variants of a campaign, from what an author writes to what the rest gets. */
export const abTestProviders: Provider[] = [
  AbTestReader,
  AudienceSplit,
  AbTestCourse,
  AbTestDecisions,
  DecideVariantJob,
  DecisionRepository,
  HeldRecipients,
  VariantReport,
];
