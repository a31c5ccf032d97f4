import { EmailChange } from './modules/auth/entities/EmailChange.js';
import { PasswordReset } from './modules/auth/entities/PasswordReset.js';
import { RecoveryCode } from './modules/auth/entities/RecoveryCode.js';
import { RefusedAttempt } from './modules/auth/entities/RefusedAttempt.js';
import { RegistrationLink } from './modules/auth/entities/RegistrationLink.js';
import { SignInChallenge } from './modules/auth/entities/SignInChallenge.js';
import { TwoFactor } from './modules/auth/entities/TwoFactor.js';
import { AudienceSnapshot } from './modules/campaigns/entities/AudienceSnapshot.js';
import { AudienceSnapshotChunk } from './modules/campaigns/entities/AudienceSnapshotChunk.js';
import { Campaign } from './modules/campaigns/entities/Campaign.js';
import { CampaignApproval } from './modules/campaigns/entities/CampaignApproval.js';
import { CampaignRecipient } from './modules/campaigns/entities/CampaignRecipient.js';
import { DeliveryEvent } from './modules/campaigns/entities/DeliveryEvent.js';
import { MessageDictionary } from './modules/campaigns/entities/MessageDictionary.js';
import { SeriesOccurrence } from './modules/campaigns/entities/SeriesOccurrence.js';
import { StoredMessage } from './modules/campaigns/entities/StoredMessage.js';
import { CampaignDecision } from './modules/campaigns/entities/CampaignDecision.js';
import { CampaignVariant } from './modules/campaigns/entities/CampaignVariant.js';
import { CampaignSignature } from './modules/campaigns/entities/CampaignSignature.js';
import { CampaignDevice } from './modules/campaigns/entities/CampaignDevice.js';
import { CampaignDomainsRow } from './modules/campaigns/entities/CampaignDomains.js';
import { CallPhone } from './modules/calls/entities/CallPhone.js';
import { LinkDomain } from './modules/linkDomains/entities/LinkDomain.js';
import { AiRequest } from './modules/ai/entities/AiRequest.js';
import { AiSettings } from './modules/ai/entities/AiSettings.js';
import { PhoneCall } from './modules/calls/entities/PhoneCall.js';
import { CampaignComment } from './modules/reviewComments/entities/CampaignComment.js';
import { SharedReport } from './modules/sharedReports/entities/SharedReport.js';
import { TrackedLink } from './modules/campaigns/entities/TrackedLink.js';
import { ConsentEvent } from './modules/consent/entities/ConsentEvent.js';
import { ErasedAddress } from './modules/consent/entities/ErasedAddress.js';
import { ConsentPause } from './modules/consent/entities/ConsentPause.js';
import { FormSignUp } from './modules/forms/entities/FormSignUp.js';
import { SubscriptionForm } from './modules/forms/entities/SubscriptionForm.js';
import { Topic } from './modules/consent/entities/Topic.js';
import { TopicOptOut } from './modules/consent/entities/TopicOptOut.js';
import { Suppression } from './modules/consent/entities/Suppression.js';
import { BulkAction } from './modules/contacts/entities/BulkAction.js';
import { BulkActionLeft } from './modules/contacts/entities/BulkActionLeft.js';
import { BulkActionRow } from './modules/contacts/entities/BulkActionRow.js';
import { Contact } from './modules/contacts/entities/Contact.js';
import { ContactPoint } from './modules/contacts/entities/ContactPoint.js';
import { CustomField } from './modules/customFields/entities/CustomField.js';
import { CustomFieldDefinition } from './modules/customFields/entities/CustomFieldDefinition.js';
import { CustomTextRefold } from './modules/customFields/entities/CustomTextRefold.js';
import { PersonalFieldValue } from './modules/customFields/entities/PersonalFieldValue.js';
import { FieldChange } from './modules/customFields/entities/FieldChange.js';
import { FieldChangeRow } from './modules/customFields/entities/FieldChangeRow.js';
import { HomeLayoutRow } from './modules/dashboard/entities/HomeLayout.js';
import { AiInsight } from './modules/insights/entities/AiInsight.js';
import { InsightDigest } from './modules/insights/entities/InsightDigest.js';
import { InsightCheck } from './modules/insights/entities/InsightCheck.js';
import { DailyFigure } from './modules/figures/entities/DailyFigure.js';
import { InboundMessage } from './modules/mailboxes/entities/InboundMessage.js';
import { Mailbox } from './modules/mailboxes/entities/Mailbox.js';
import { DirectMessageEntity } from './modules/directMessages/entities/DirectMessageEntity.js';
import { FigureBook } from './modules/figures/entities/FigureBook.js';
import { FigureChange } from './modules/figures/entities/FigureChange.js';
import { Image } from './modules/assets/entities/Image.js';
import { ImageFile } from './modules/assets/entities/ImageFile.js';
import { ImportCell } from './modules/imports/entities/ImportCell.js';
import { ImportJob } from './modules/imports/entities/ImportJob.js';
import { ImportNote } from './modules/imports/entities/ImportNote.js';
import { ImportRehearsal } from './modules/imports/entities/ImportRehearsal.js';
import { ImportRehearsalRow } from './modules/imports/entities/ImportRehearsalRow.js';
import { ImportReject } from './modules/imports/entities/ImportReject.js';
import { ContactList } from './modules/lists/entities/ContactList.js';
import { ContactListAssignment } from './modules/lists/entities/ContactListAssignment.js';
import { ListStay } from './modules/lists/entities/ListStay.js';
import { MailLabClearing } from './modules/mailLab/entities/MailLabClearing.js';
import { MailLabEvent } from './modules/mailLab/entities/MailLabEvent.js';
import { MailLabFault } from './modules/mailLab/entities/MailLabFault.js';
import { MailLabMessage } from './modules/mailLab/entities/MailLabMessage.js';
import { ReportReceipt } from './modules/providers/entities/ReportReceipt.js';
import { SenderAccount } from './modules/providers/entities/SenderAccount.js';
import { SigningKey } from './modules/providers/entities/SigningKey.js';
import { WorkspaceEmailProvider } from './modules/providers/entities/WorkspaceEmailProvider.js';
import { Segment } from './modules/segments/entities/Segment.js';
import { Asset } from './modules/settings/entities/Asset.js';
import { SystemSetting } from './modules/settings/entities/SystemSetting.js';
import { WorkspaceSecret } from './modules/settings/entities/WorkspaceSecret.js';
import { Template } from './modules/templates/entities/Template.js';
import { Snippet } from './modules/snippets/entities/Snippet.js';
import { SnippetVersion } from './modules/snippets/entities/SnippetVersion.js';
import { TemplateImage } from './modules/templates/entities/TemplateImage.js';
import { TemplateTag } from './modules/templates/entities/TemplateTag.js';
import { TemplateTagUse } from './modules/templates/entities/TemplateTagUse.js';
import { TemplateSnippet } from './modules/templates/entities/TemplateSnippet.js';
import { TemplateVersion } from './modules/templates/entities/TemplateVersion.js';
import { NoteFileRow } from './modules/timeline/entities/NoteFile.js';
import { NoteText } from './modules/timeline/entities/NoteText.js';
import { TimelineVersion } from './modules/timeline/entities/TimelineVersion.js';
import { CommunicationLog } from './modules/timeline/entities/CommunicationLog.js';
import { User } from './modules/users/entities/User.js';
import { Invitation } from './modules/workspaces/entities/Invitation.js';
import { Workspace } from './modules/workspaces/entities/Workspace.js';
import { WorkspaceMember } from './modules/workspaces/entities/WorkspaceMember.js';
import { AuditLog } from './platform/audit/entities/AuditLog.js';
import { AuditWaiting } from './platform/audit/entities/AuditWaiting.js';
import { IdempotencyKey } from './platform/idempotency/entities/IdempotencyKey.js';
import { InstallationRow } from './platform/installation/entities/InstallationRow.js';
import { Job } from './platform/jobs/entities/Job.js';
import { SystemMail } from './platform/mail/entities/SystemMail.js';
import { RecurringWork } from './platform/recurring/entities/RecurringWork.js';
import { Removal } from './platform/removal/entities/Removal.js';
import { ApiKey } from './platform/security/entities/ApiKey.js';
import { Session } from './platform/security/entities/Session.js';
import { Throttle } from './platform/security/entities/Throttle.js';
import { DuplicateDismissal } from './modules/merge/entities/DuplicateDismissal.js';
import { DuplicatePair } from './modules/merge/entities/DuplicatePair.js';
import { DuplicateScan } from './modules/merge/entities/DuplicateScan.js';
import { MergedContact } from './modules/merge/entities/MergedContact.js';
import { MergeJournalEntry } from './modules/merge/entities/MergeJournalEntry.js';
import { Reminder } from './modules/reminders/entities/Reminder.js';
import { Export } from './modules/exports/entities/Export.js';
import { SavedView } from './modules/views/entities/SavedView.js';
import { SavedViewDefault } from './modules/views/entities/SavedViewDefault.js';
import { Conversation } from './modules/inbox/entities/Conversation.js';

/** Every table, in classes that say its columns, keys and indexes. A test compares them with the migrated tables of both databases. */
export const entities = [
  EmailChange,
  PasswordReset,
  RecoveryCode,
  RefusedAttempt,
  RegistrationLink,
  SignInChallenge,
  TwoFactor,
  AudienceSnapshot,
  AudienceSnapshotChunk,
  Campaign,
  CampaignApproval,
  CampaignRecipient,
  DeliveryEvent,
  MessageDictionary,
  SeriesOccurrence,
  StoredMessage,
  TrackedLink,
  CampaignDevice,
  CampaignDomainsRow,
  CampaignSignature,
  SharedReport,
  CallPhone,
  PhoneCall,
  AiRequest,
  AiSettings,
  LinkDomain,
  CampaignComment,
  CampaignVariant,
  CampaignDecision,
  ConsentEvent,
  Suppression,
  ErasedAddress,
  FormSignUp,
  SubscriptionForm,
  Topic,
  TopicOptOut,
  ConsentPause,
  BulkAction,
  BulkActionLeft,
  BulkActionRow,
  Contact,
  ContactPoint,
  CustomField,
  CustomFieldDefinition,
  CustomTextRefold,
  PersonalFieldValue,
  FieldChange,
  FieldChangeRow,
  AiInsight,
  InsightCheck,
  InsightDigest,
  DailyFigure,
  FigureBook,
  FigureChange,
  Image,
  ImageFile,
  ImportCell,
  ImportJob,
  ImportNote,
  ImportRehearsal,
  ImportRehearsalRow,
  ImportReject,
  ContactList,
  ContactListAssignment,
  ListStay,
  MailLabClearing,
  MailLabEvent,
  MailLabFault,
  MailLabMessage,
  ReportReceipt,
  SenderAccount,
  SigningKey,
  WorkspaceEmailProvider,
  Segment,
  Asset,
  SystemSetting,
  WorkspaceSecret,
  Template,
  TemplateImage,
  TemplateTag,
  TemplateTagUse,
  TemplateSnippet,
  Snippet,
  SnippetVersion,
  TemplateVersion,
  CommunicationLog,
  NoteFileRow,
  NoteText,
  TimelineVersion,
  User,
  Invitation,
  Workspace,
  WorkspaceMember,
  AuditLog,
  AuditWaiting,
  IdempotencyKey,
  InstallationRow,
  Job,
  SystemMail,
  RecurringWork,
  Removal,
  ApiKey,
  Session,
  Throttle,
  DuplicateDismissal,
  DuplicatePair,
  DuplicateScan,
  MergedContact,
  MergeJournalEntry,
  Reminder,
  Export,
  SavedView,
  SavedViewDefault,
  HomeLayoutRow,
  DirectMessageEntity,
  Mailbox,
  InboundMessage,
  Conversation,
];
