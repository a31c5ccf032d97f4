import type { Provider } from '@nestjs/common';
import { Channels } from '../channels/Channels.js';
import { EmailChannel } from '../channels/EmailChannel.js';
import { CampaignLauncher } from './CampaignLauncher.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CloseCancelledJob } from './CloseCancelledJob.js';
import { CopiedInstallation } from './CopiedInstallation.js';
import { DeliveryRepository } from './DeliveryRepository.js';
import { MessageLogRepository } from './MessageLogRepository.js';
import { ExpandAudienceJob } from './ExpandAudienceJob.js';
import { HandOver } from './HandOver.js';
import { LaneAftermath } from './LaneAftermath.js';
import { ProviderInquiry } from './ProviderInquiry.js';
import { RecordDelivery } from './RecordDelivery.js';
import { SendBatchJob } from './SendBatchJob.js';
import { LanePace } from './SendPacer.js';
import { SendQueue } from './SendQueue.js';
import { SentMessages } from './SentMessages.js';
import { StartCampaignJob } from './StartCampaignJob.js';
import { SweepCampaignsJob } from './SweepCampaignsJob.js';
import { UncertainMessages } from './UncertainMessages.js';
import { WorkspaceDeletionListener } from './WorkspaceDeletionListener.js';

/** Everything that moves mail. */
export const sendingProviders: Provider[] = [
  CampaignLauncher,
  Channels,
  EmailChannel,
  ExpandAudienceJob,
  SendBatchJob,
  LanePace,
  LaneAftermath,
  HandOver,
  RecordDelivery,
  UncertainMessages,
  ProviderInquiry,
  StartCampaignJob,
  CloseCancelledJob,
  SweepCampaignsJob,
  WorkspaceDeletionListener,
  SendQueue,
  CampaignProgress,
  SentMessages,
  MessageLogRepository,
  CopiedInstallation,
  DeliveryRepository,
];
