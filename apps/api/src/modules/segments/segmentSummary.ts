import { conditionsOf } from '@rapport/common';
import type { SegmentSummaryDto } from './SegmentDtos.js';
import type { StoredSegment } from './SegmentRepository.js';

export function summaryOf({ tree, ...segment }: StoredSegment): SegmentSummaryDto {
  return { ...segment, conditions: conditionsOf(tree).length };
}
