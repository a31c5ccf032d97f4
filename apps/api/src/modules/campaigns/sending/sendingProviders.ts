import type { Provider } from '@nestjs/common';
import { CampaignLauncher } from './CampaignLauncher.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CampaignRunBuilder } from './CampaignRunBuilder.js';
import { CloseCancelledJob } from './CloseCancelledJob.js';
import { CopiedInstallation } from './CopiedInstallation.js';
import { DeliveryRepository } from './DeliveryRepository.js';
import { EmailLogRepository } from './EmailLogRepository.js';
import { ExpandAudienceJob } from './ExpandAudienceJob.js';
import { HandOver } from './HandOver.js';
import { LaneAftermath } from './LaneAftermath.js';
import { LanePace } from './LanePace.js';
import { LaneRunner } from './LaneRunner.js';
import { ProviderInquiry } from './ProviderInquiry.js';
import { RecipientContactRepository } from './RecipientContactRepository.js';
import { RecordDelivery } from './RecordDelivery.js';
import { SendBatchJob } from './SendBatchJob.js';
import { SendQueue } from './SendQueue.js';
import { SentMessages } from './SentMessages.js';
import { StartCampaignJob } from './StartCampaignJob.js';
import { SweepCampaignsJob } from './SweepCampaignsJob.js';
import { UncertainMessages } from './UncertainMessages.js';
import { WorkspaceDeletionListener } from './WorkspaceDeletionListener.js';

/** Everything that moves mail. */
export const sendingProviders: Provider[] = [
  CampaignLauncher,
  ExpandAudienceJob,
  SendBatchJob,
  LaneRunner,
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
  CampaignRunBuilder,
  CampaignProgress,
  SentMessages,
  RecipientContactRepository,
  EmailLogRepository,
  CopiedInstallation,
  DeliveryRepository,
];
