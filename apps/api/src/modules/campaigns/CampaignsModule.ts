import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { FiguresModule } from '../figures/FiguresModule.js';
import { LinkDomainsModule } from '../linkDomains/LinkDomainsModule.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { ProvidersModule } from '../providers/ProvidersModule.js';
import { SegmentsModule } from '../segments/SegmentsModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { TemplateReferences } from '../templates/TemplateReferences.js';
import { TemplatesModule } from '../templates/TemplatesModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { campaignActs } from './campaignActs.js';
import { ApprovalCheck } from './approvals/ApprovalCheck.js';
import { ApprovalDecisions } from './approvals/ApprovalDecisions.js';
import { ApprovalFields } from './approvals/ApprovalFields.js';
import { ApprovalQuorum } from './approvals/ApprovalQuorum.js';
import { ApprovalRenewal } from './approvals/ApprovalRenewal.js';
import { ApprovalRepository } from './approvals/ApprovalRepository.js';
import { ApprovalRequests } from './approvals/ApprovalRequests.js';
import { ApprovalSeal } from './approvals/ApprovalSeal.js';
import { ApprovedAudience } from './approvals/ApprovedAudience.js';
import { AudienceComparison } from './approvals/AudienceComparison.js';
import { AudienceRecorder } from './approvals/AudienceRecorder.js';
import { SnapshotWriter } from './approvals/SnapshotWriter.js';
import { DiscardSnapshotsJob } from './approvals/DiscardSnapshotsJob.js';
import { RecordAudienceJob } from './approvals/RecordAudienceJob.js';
import { SnapshotReader } from './approvals/SnapshotReader.js';
import { SnapshotRepository } from './approvals/SnapshotRepository.js';
import { VariantController } from './VariantController.js';
import { AudienceRepository } from './AudienceRepository.js';
import { CalendarController } from './calendar/CalendarController.js';
import { CalendarRepository } from './calendar/CalendarRepository.js';
import { CampaignCalendar } from './calendar/CampaignCalendar.js';
import { CampaignAudit } from './CampaignAudit.js';
import { CampaignContent } from './CampaignContent.js';
import { CampaignController } from './CampaignController.js';
import { CampaignCreation } from './CampaignCreation.js';
import { CampaignDraftReader } from './CampaignDraftReader.js';
import { CampaignFollowUp } from './CampaignFollowUp.js';
import { CampaignEditing } from './CampaignEditing.js';
import { CampaignHistoryService } from './CampaignHistoryService.js';
import { CampaignMessages } from './CampaignMessages.js';
import { CampaignNeeds } from './CampaignNeeds.js';
import { CampaignNeedsRepository } from './CampaignNeedsRepository.js';
import { CampaignPresenter } from './CampaignPresenter.js';
import { CampaignReportService } from './CampaignReportService.js';
import { campaignsUsing } from './campaignsUsing.js';
import { CampaignRepository } from './CampaignRepository.js';
import { CampaignSendingController, RecipientController, SentMessageController } from './CampaignSendingController.js';
import { CampaignSendingService } from './CampaignSendingService.js';
import { CampaignService } from './CampaignService.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';
import { CampaignsInSegments } from './CampaignsInSegments.js';
import { ReportReplay } from './history/ReportReplay.js';
import { PastSending } from './history/PastSending.js';
import { FrequencyCap } from './FrequencyCap.js';
import { CountDomainsJob } from './domains/CountDomainsJob.js';
import { DomainFigures } from './domains/DomainFigures.js';
import { LedgerCounts } from './ledger/LedgerCounts.js';
import { LedgerFigures } from './ledger/LedgerFigures.js';
import { LedgerInsights } from './ledger/LedgerInsights.js';
import { LedgerMarks } from './ledger/LedgerMarks.js';
import { LedgerPages } from './ledger/LedgerPages.js';
import { LedgerReader } from './ledger/LedgerReader.js';
import { MergedRecipients } from './ledger/MergedRecipients.js';
import { LedgerReports } from './ledger/LedgerReports.js';
import { LedgerVariants } from './ledger/LedgerVariants.js';
import { LedgerVisits } from './ledger/LedgerVisits.js';
import { ErasedRecipients } from './ErasedRecipients.js';
import { LedgerWriter } from './ledger/LedgerWriter.js';
import { AudienceReview } from './review/AudienceReview.js';
import { CampaignPreflight } from './review/CampaignPreflight.js';
import { CampaignReviewService } from './review/CampaignReviewService.js';
import { ReviewFindings } from './review/ReviewFindings.js';
import { CampaignDomain } from './review/domain/CampaignDomain.js';
import { DomainChecker } from './review/domain/DomainChecker.js';
import { DomainController } from './review/domain/DomainController.js';
import { CampaignLinks } from './review/links/CampaignLinks.js';
import { LinkChecker } from './review/links/LinkChecker.js';
import { LinkController } from './review/links/LinkController.js';
import { VariantChecks } from './review/VariantChecks.js';
import { VariantReview } from './review/VariantReview.js';
import { SendingOutlook } from './review/SendingOutlook.js';
import { ReviewDecisions } from './ReviewDecisions.js';
import { ReviewedVersion } from './approvals/ReviewedVersion.js';
import { ReviewMails } from './ReviewMails.js';
import { ReviewNews } from './ReviewNews.js';
import { ReviewRequests } from './ReviewRequests.js';
import { RecipientCsv } from './RecipientCsv.js';
import { RecipientService } from './RecipientService.js';
import { VariantService } from './VariantService.js';
import { TestMessages } from './TestMessages.js';
import { SeriesController } from './series/SeriesController.js';
import { SeriesHistory } from './series/SeriesHistory.js';
import { sendingProviders } from './sending/sendingProviders.js';
import { MessageEntries } from './sending/MessageEntries.js';
import { OwnMessages } from './sending/OwnMessages.js';
import { MessagesOfPeople } from './sending/MessagesOfPeople.js';
import { SentMessages } from './sending/SentMessages.js';
import { TrackingController } from './tracking/TrackingController.js';
import { trackingProviders } from './tracking/trackingProviders.js';

/** More than six dependencies: what others ask about campaigns is registered here, by whoever answers. */
@Module({
  imports: [
    UsersModule,
    WorkspacesModule,
    SettingsModule,
    LinkDomainsModule,
    ProvidersModule,
    ConsentModule,
    FiguresModule,
    ContactsModule,
    CustomFieldsModule,
    SegmentsModule,
    TemplatesModule,
  ],
  controllers: [
    CampaignController,
    CampaignSendingController,
    VariantController,
    LinkController,
    DomainController,
    RecipientController,
    SentMessageController,
    SeriesController,
    CalendarController,
    TrackingController,
  ],
  providers: [
    CampaignService,
    CampaignsInSegments,
    CampaignCreation,
    CampaignFollowUp,
    CampaignEditing,
    CampaignDraftReader,
    CampaignPresenter,
    CampaignContent,
    CampaignMessages,
    TestMessages,
    VariantService,
    CampaignNeeds,
    CampaignNeedsRepository,
    ReviewMails,
    ReviewNews,
    ReviewedVersion,
    ReviewRequests,
    ReviewFindings,
    ReviewDecisions,
    CampaignReviewService,
    CampaignAudit,
    CampaignSendingService,
    RecipientService,
    RecipientCsv,
    CampaignHistoryService,
    CampaignReportService,
    PastSending,
    ReportReplay,
    CampaignPreflight,
    CampaignDomain,
    DomainChecker,
    CampaignLinks,
    LinkChecker,
    AudienceReview,
    SendingOutlook,
    CalendarRepository,
    CampaignCalendar,
    SeriesHistory,
    VariantChecks,
    VariantReview,
    ApprovalRequests,
    ApprovalDecisions,
    ApprovalQuorum,
    ApprovalRenewal,
    ApprovalCheck,
    ApprovalFields,
    ApprovalSeal,
    ApprovalRepository,
    ApprovedAudience,
    AudienceComparison,
    AudienceRecorder,
    SnapshotWriter,
    DiscardSnapshotsJob,
    RecordAudienceJob,
    SnapshotReader,
    SnapshotRepository,
    AudienceRepository,
    FrequencyCap,
    CampaignRepository,
    CampaignStateMachine,
    LedgerWriter,
    ErasedRecipients,
    LedgerMarks,
    LedgerReader,
    MergedRecipients,
    LedgerPages,
    LedgerCounts,
    LedgerFigures,
    LedgerInsights,
    LedgerReports,
    DomainFigures,
    CountDomainsJob,
    LedgerVariants,
    LedgerVisits,
    ...trackingProviders,
    ...sendingProviders,
  ],
  exports: [
    CampaignService,
    CampaignSendingService,
    CampaignHistoryService,
    CampaignReportService,
    LedgerFigures,
    LedgerInsights,
    DomainFigures,
    SentMessages,
    MessageEntries,
    MessagesOfPeople,
    OwnMessages,
    ReviewMails,
    ReviewedVersion,
  ],
})
export class CampaignsModule implements OnModuleInit {
  constructor(
    private readonly templates: TemplateReferences,
    private readonly contacts: ContactReferences,
    private readonly campaigns: CampaignRepository,
    private readonly sent: SentMessages,
    private readonly merged: MergedRecipients,
    private readonly records: AuditedRecords,
    words: AuditWords,
  ) {
    words.register(campaignActs);
  }

  onModuleInit(): void {
    this.records.register('campaign', (ctx, ids) => this.campaigns.namesOf(ctx, ids));
    this.templates.register(
      (ctx, templateIds) => this.campaigns.countByTemplate(ctx, templateIds),
      (ctx, templateId, page) => campaignsUsing(ctx, templateId, page),
    );
    // Where both contacts are in a campaign, both rows of the ledger stay: each was a message of its own, or none is sent for it any more.
    this.contacts.register(
      new TableReference({
        table: 'campaign_recipients',
        column: 'contact_id',
        key: ['id'],
        unique: ['campaign_id', 'channel'],
        inConflict: 'stay',
        settle: (ctx, move) => this.merged.settle(ctx, move),
      }),
      new TableReference({
        table: 'sent_messages',
        column: 'contact_id',
        key: ['id'],
        tell: async (ctx, row) => ({ ...(await this.sent.find(ctx, String(row['id']))) }),
      }),
    );
  }
}
