import type { Provider } from '@nestjs/common';
import { abTestProviders } from '../abTests/abTestProviders.js';
import { ChannelRegistry } from '../channels/ChannelRegistry.js';
import { EmailChannel } from '../channels/EmailChannel.js';
import { EmailChecks } from '../channels/EmailChecks.js';
import { TextChannel } from '../channels/TextChannel.js';
import { TextChecks } from '../channels/TextChecks.js';
import { TextMeasure } from '../channels/TextMeasure.js';
import { OccurrenceRepository } from '../series/OccurrenceRepository.js';
import { OccurrenceStart } from '../series/OccurrenceStart.js';
import { SeriesControl } from '../series/SeriesControl.js';
import { SeriesDates } from '../series/SeriesDates.js';
import { SeriesStarts } from '../series/SeriesStarts.js';
import { SeriesRun } from '../series/SeriesRun.js';
import { RecipientClocks } from '../zones/RecipientClocks.js';
import { RecipientOpenings } from '../zones/RecipientOpenings.js';
import { ZoneWaits } from '../zones/ZoneWaits.js';
import { CampaignCourse, LaneAftermath } from './CampaignCourse.js';
import { CampaignLauncher } from './CampaignLauncher.js';
import { CampaignLifecycle } from './CampaignLifecycle.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CampaignsOfSenders } from './CampaignsOfSenders.js';
import { CampaignStop } from './CampaignStop.js';
import { CloseCancelledJob } from './CloseCancelledJob.js';
import { CopiedInstallation } from './CopiedInstallation.js';
import { DeliveryListener } from './DeliveryListener.js';
import { DeliveryRepository } from './DeliveryRepository.js';
import { AudiencePlan, ExpandAudienceJob } from './ExpandAudienceJob.js';
import { HandOver, OutcomeRecorder } from './HandOver.js';
import { LanePace } from './LanePace.js';
import { MessageEntries } from './MessageEntries.js';
import { MessagesOfPeople } from './MessagesOfPeople.js';
import { OwnMessages } from './OwnMessages.js';
import { MessageLogRepository } from './MessageLogRepository.js';
import { ProviderInquiry } from './ProviderInquiry.js';
import { ProviderQuestions } from './ProviderQuestions.js';
import { RecordDelivery } from './RecordDelivery.js';
import { ReportEffects } from './ReportEffects.js';
import { SendBatchJob, LaneRunner } from './SendBatchJob.js';
import { SendingRecovery } from './SendingRecovery.js';
import { SendQueue } from './SendQueue.js';
import { SentMessageReader } from './SentMessageReader.js';
import { SentMessages } from './SentMessages.js';
import { ExpectedStart, StartCampaignJob } from './StartCampaignJob.js';
import { SweepCampaignsJob } from './SweepCampaignsJob.js';
import { UncertainMessages } from './UncertainMessages.js';
import { WorkspaceDeletionListener } from './WorkspaceDeletionListener.js';

/** Everything that moves mail. */
export const sendingProviders: Provider[] = [
  CampaignLauncher,
  RecipientClocks,
  RecipientOpenings,
  ZoneWaits,
  CampaignLifecycle,
  CampaignCourse,
  CampaignStop,
  ChannelRegistry,
  EmailChannel,
  EmailChecks,
  TextChannel,
  TextChecks,
  TextMeasure,
  AudiencePlan,
  ExpandAudienceJob,
  SendBatchJob,
  LaneRunner,
  LanePace,
  LaneAftermath,
  HandOver,
  OutcomeRecorder,
  DeliveryListener,
  RecordDelivery,
  ReportEffects,
  UncertainMessages,
  ProviderInquiry,
  ProviderQuestions,
  StartCampaignJob,
  ExpectedStart,
  CloseCancelledJob,
  SweepCampaignsJob,
  SendingRecovery,
  WorkspaceDeletionListener,
  SendQueue,
  CampaignProgress,
  CampaignsOfSenders,
  SentMessages,
  SentMessageReader,
  MessageLogRepository,
  MessageEntries,
  MessagesOfPeople,
  OwnMessages,
  CopiedInstallation,
  DeliveryRepository,
  OccurrenceRepository,
  OccurrenceStart,
  SeriesControl,
  SeriesDates,
  SeriesStarts,
  SeriesRun,
  ...abTestProviders,
];
