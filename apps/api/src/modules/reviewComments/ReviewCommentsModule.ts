import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { CampaignsModule } from '../campaigns/CampaignsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { commentActs } from './commentActs.js';
import { CommentController } from './CommentController.js';
import { CommentNews } from './CommentNews.js';
import { CommentReaders } from './CommentReaders.js';
import { CommentRepository } from './CommentRepository.js';
import { CommentService } from './CommentService.js';
import { TellCommentsJob } from './TellCommentsJob.js';

/** Comments on the review of a campaign. */
@Module({
  imports: [WorkspacesModule, CampaignsModule],
  controllers: [CommentController],
  providers: [CommentService, CommentRepository, CommentNews, CommentReaders, TellCommentsJob],
})
export class ReviewCommentsModule {
  constructor(words: AuditWords) {
    words.register(commentActs);
  }
}
