import { Initial1764000000000 } from './1764000000000-Initial.js';
import { PeopleAndSafety1764200000000 } from './1764200000000-PeopleAndSafety.js';
import { SignInSteps1764210000000 } from './1764210000000-SignInSteps.js';
import { SystemMailAndBranding1764220000000 } from './1764220000000-SystemMailAndBranding.js';
import { IdempotencyClaims1764230000000 } from './1764230000000-IdempotencyClaims.js';
import { ActivityIndex1764240000000 } from './1764240000000-ActivityIndex.js';
import { RecipientAttempts1765010000000 } from './1765010000000-RecipientAttempts.js';
import { ShortSearch1765040000000 } from './1765040000000-ShortSearch.js';
import { ContactPoints1765040001000 } from './1765040001000-ContactPoints.js';
import { EmailKeys1765040002000 } from './1765040002000-EmailKeys.js';
import { ImportReports1765050000000 } from './1765050000000-ImportReports.js';
import { ProvenAddresses1765060000000 } from './1765060000000-ProvenAddresses.js';
import { ApprovalSnapshots1765070000000 } from './1765070000000-ApprovalSnapshots.js';
import { RemovalInSteps1765080000000 } from './1765080000000-RemovalInSteps.js';
import { BulkJobs1765080001000 } from './1765080001000-BulkJobs.js';
import { InstallationIdentity1765090000000 } from './1765090000000-InstallationIdentity.js';
import { ImportNotes1765110000000 } from './1765110000000-ImportNotes.js';
import { RefusedAttempts1765120000000 } from './1765120000000-RefusedAttempts.js';
import { WorkspaceIndexes1765130000000 } from './1765130000000-WorkspaceIndexes.js';
import { RecurringWork1765150000000 } from './1765150000000-RecurringWork.js';
import { WaitingAuditEntries1765160000000 } from './1765160000000-WaitingAuditEntries.js';
import { LedgerLane1765200000000 } from './1765200000000-LedgerLane.js';
import { ProviderIds1765201000000 } from './1765201000000-ProviderIds.js';
import { ContactMentions1765300000000 } from './1765300000000-ContactMentions.js';
import { WorkspaceSecrets1765400000000 } from './1765400000000-WorkspaceSecrets.js';
import { DailyFigures1765500000000 } from './1765500000000-DailyFigures.js';
import { SenderAccounts1765600000000 } from './1765600000000-SenderAccounts.js';
import { SampleState1765900000000 } from './1765900000000-SampleState.js';
import { SearchPendingList1765950000000 } from './1765950000000-SearchPendingList.js';
import { Segments1766100000000 } from './1766100000000-Segments.js';
import { MergeJournal1766200000000 } from './1766200000000-MergeJournal.js';
import { Duplicates1766200001000 } from './1766200001000-Duplicates.js';
import { FieldSettings1766300000000 } from './1766300000000-FieldSettings.js';
import { FieldChanges1766310000000 } from './1766310000000-FieldChanges.js';
import { TimelineVersions1766400000000 } from './1766400000000-TimelineVersions.js';
import { Reminders1766400001000 } from './1766400001000-Reminders.js';
import { ImportRehearsals1766500000000 } from './1766500000000-ImportRehearsals.js';
import { Exports1766600000000 } from './1766600000000-Exports.js';
import { SearchDeletes1766650000000 } from './1766650000000-SearchDeletes.js';
import { ListStays1766700000000 } from './1766700000000-ListStays.js';
import { SavedViews1766750000000 } from './1766750000000-SavedViews.js';
import { MergedContacts1766750001000 } from './1766750001000-MergedContacts.js';
import { ImportFileKinds1766800000000 } from './1766800000000-ImportFileKinds.js';
import { ErasedAddresses1766900000000 } from './1766900000000-ErasedAddresses.js';
import { NoteFiles1767100000000 } from './1767100000000-NoteFiles.js';
import { CustomText1767500000000 } from './1767500000000-CustomText.js';
import { NoteTexts1767510000000 } from './1767510000000-NoteTexts.js';
import { PersonalFields1767600000000 } from './1767600000000-PersonalFields.js';
import { VersionsAndSegmentCounts1767700000000 } from './1767700000000-VersionsAndSegmentCounts.js';
import { SampleSteps1767710000000 } from './1767710000000-SampleSteps.js';
import { ProviderReports1767720000000 } from './1767720000000-ProviderReports.js';
import { Tracking1767730000000 } from './1767730000000-Tracking.js';
import { Topics1767750000000 } from './1767750000000-Topics.js';
import { SubscriptionForms1767760000000 } from './1767760000000-SubscriptionForms.js';
import { TextCampaigns1767770000000 } from './1767770000000-TextCampaigns.js';
import { DirectMessages1767780000000 } from './1767780000000-DirectMessages.js';
import { RecipientsByMark1767790000000 } from './1767790000000-RecipientsByMark.js';
import { Mailboxes1767800000000 } from './1767800000000-Mailboxes.js';
import { CampaignSeries1767810000000 } from './1767810000000-CampaignSeries.js';
import { Variants1767820000000 } from './1767820000000-Variants.js';
import { MailboxSources1767830000000 } from './1767830000000-MailboxSources.js';
import { SigningKeys1767840000000 } from './1767840000000-SigningKeys.js';
import { CampaignPace1767850000000 } from './1767850000000-CampaignPace.js';
import { Inbox1767860000000 } from './1767860000000-Inbox.js';
import { CampaignDevices1767869000000 } from './1767869000000-CampaignDevices.js';
import { SharedReports1767870000000 } from './1767870000000-SharedReports.js';
import { ApprovalQuorum1767880000000 } from './1767880000000-ApprovalQuorum.js';
import { CampaignComments1767890000000 } from './1767890000000-CampaignComments.js';
import { LabAnswers1767910000000 } from './1767910000000-LabAnswers.js';
import { LabFaults1767910001000 } from './1767910001000-LabFaults.js';
import { PhoneCalls1767910002010 } from './1767910002010-PhoneCalls.js';
import { LinkDomains1767910002011 } from './1767910002011-LinkDomains.js';
import { Images1767910002101 } from './1767910002101-Images.js';
import { TemplateImages1767910002102 } from './1767910002102-TemplateImages.js';
import { BlockTemplates1767910002201 } from './1767910002201-BlockTemplates.js';
import { Ai1767910002301 } from './1767910002301-Ai.js';
import { Insights1767910002401 } from './1767910002401-Insights.js';
import { HomeLayouts1767910002501 } from './1767910002501-HomeLayouts.js';
import { CampaignDomains1767910002502 } from './1767910002502-CampaignDomains.js';
import { InsightDigests1767910003201 } from './1767910003201-InsightDigests.js';
import { TemplateTags1767910003301 } from './1767910003301-TemplateTags.js';
import { Snippets1767910003401 } from './1767910003401-Snippets.js';

/** In order of time; a new migration is appended (docs/CONTRIBUTING.md). */
export const migrations = [
  Initial1764000000000,
  PeopleAndSafety1764200000000,
  SignInSteps1764210000000,
  SystemMailAndBranding1764220000000,
  IdempotencyClaims1764230000000,
  ActivityIndex1764240000000,
  RecipientAttempts1765010000000,
  ShortSearch1765040000000,
  ContactPoints1765040001000,
  EmailKeys1765040002000,
  ImportReports1765050000000,
  ProvenAddresses1765060000000,
  ApprovalSnapshots1765070000000,
  RemovalInSteps1765080000000,
  BulkJobs1765080001000,
  InstallationIdentity1765090000000,
  ImportNotes1765110000000,
  RefusedAttempts1765120000000,
  WorkspaceIndexes1765130000000,
  RecurringWork1765150000000,
  WaitingAuditEntries1765160000000,
  LedgerLane1765200000000,
  ProviderIds1765201000000,
  ContactMentions1765300000000,
  WorkspaceSecrets1765400000000,
  DailyFigures1765500000000,
  SenderAccounts1765600000000,
  SampleState1765900000000,
  SearchPendingList1765950000000,
  Segments1766100000000,
  MergeJournal1766200000000,
  Duplicates1766200001000,
  FieldSettings1766300000000,
  FieldChanges1766310000000,
  TimelineVersions1766400000000,
  Reminders1766400001000,
  ImportRehearsals1766500000000,
  Exports1766600000000,
  SearchDeletes1766650000000,
  ListStays1766700000000,
  SavedViews1766750000000,
  MergedContacts1766750001000,
  ImportFileKinds1766800000000,
  ErasedAddresses1766900000000,
  NoteFiles1767100000000,
  CustomText1767500000000,
  NoteTexts1767510000000,
  PersonalFields1767600000000,
  VersionsAndSegmentCounts1767700000000,
  SampleSteps1767710000000,
  ProviderReports1767720000000,
  Tracking1767730000000,
  Topics1767750000000,
  SubscriptionForms1767760000000,
  TextCampaigns1767770000000,
  DirectMessages1767780000000,
  RecipientsByMark1767790000000,
  Mailboxes1767800000000,
  CampaignSeries1767810000000,
  Variants1767820000000,
  MailboxSources1767830000000,
  SigningKeys1767840000000,
  CampaignPace1767850000000,
  Inbox1767860000000,
  CampaignDevices1767869000000,
  SharedReports1767870000000,
  ApprovalQuorum1767880000000,
  CampaignComments1767890000000,
  LabAnswers1767910000000,
  LabFaults1767910001000,
  PhoneCalls1767910002010,
  LinkDomains1767910002011,
  Images1767910002101,
  TemplateImages1767910002102,
  BlockTemplates1767910002201,
  Ai1767910002301,
  Insights1767910002401,
  HomeLayouts1767910002501,
  CampaignDomains1767910002502,
  InsightDigests1767910003201,
  TemplateTags1767910003301,
  Snippets1767910003401,
];
