import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { segmentActs } from './segmentActs.js';
import { ContactSegmentsController, SegmentController } from './SegmentController.js';
import { CountSegmentsJob } from './CountSegmentsJob.js';
import { SegmentCounts } from './SegmentCounts.js';
import { SegmentPeople } from './SegmentPeople.js';
import { SegmentReferences } from './SegmentReferences.js';
import { SegmentRepository } from './SegmentRepository.js';
import { SegmentsOfContact } from './SegmentsOfContact.js';
import { SegmentService } from './SegmentService.js';
import { SegmentTrees } from './SegmentTrees.js';

@Module({
  imports: [ContactsModule],
  controllers: [SegmentController, ContactSegmentsController],
  providers: [
    SegmentService,
    SegmentPeople,
    SegmentCounts,
    CountSegmentsJob,
    SegmentsOfContact,
    SegmentTrees,
    SegmentReferences,
    SegmentRepository,
  ],
  exports: [SegmentService, SegmentReferences],
})
export class SegmentsModule {
  constructor(words: AuditWords, records: AuditedRecords, segments: SegmentRepository, trees: SegmentTrees, rules: ContactRuleReferences) {
    words.register(segmentActs);
    rules.register('inSegment', trees.rule());
    records.register('segment', (ctx, ids) => segments.namesOf(ctx, ids));
  }
}
