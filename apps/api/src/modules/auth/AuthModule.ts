import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { authActs } from './authActs.js';
import { AccountDeletion } from './account/AccountDeletion.js';
import { OwnSessions } from './account/OwnSessions.js';
import { SignInLog } from './account/SignInLog.js';
import { SignInLogRepository } from './account/SignInLogRepository.js';
import { OperatorConfirmation } from './account/OperatorConfirmation.js';
import { AccountController } from './AccountController.js';
import { AccountLog } from './AccountLog.js';
import { RefusedAttemptRepository } from './RefusedAttemptRepository.js';
import { RefusedAttempts } from './RefusedAttempts.js';
import { TellRefusedAttempts } from './TellRefusedAttempts.js';
import { AccountMailer } from './AccountMailer.js';
import { AuthController } from './AuthController.js';
import { AuthService } from './AuthService.js';
import { CredentialAttempts } from './CredentialAttempts.js';
import { AddressProof } from './credentials/AddressProof.js';
import { PendingAccess } from './credentials/PendingAccess.js';
import { EmailAddressController } from './EmailAddressController.js';
import { EmailChangeConfirmation } from './emailChange/EmailChangeConfirmation.js';
import { EmailChangeRepository } from './emailChange/EmailChangeRepository.js';
import { EmailChangeService } from './emailChange/EmailChangeService.js';
import { OwnEmailConfirmation } from './emailChange/OwnEmailConfirmation.js';
import { SendEmailChangeJob } from './emailChange/SendEmailChangeJob.js';
import { InvitationLinkController } from './InvitationLinkController.js';
import { OperatorController } from './OperatorController.js';
import { RegistrationController } from './RegistrationController.js';
import { PasswordController } from './PasswordController.js';
import { NewPasswords } from './passwords/NewPasswords.js';
import { PasswordChange } from './passwords/PasswordChange.js';
import { PasswordResetRepository } from './passwords/PasswordResetRepository.js';
import { PasswordResets } from './passwords/PasswordResets.js';
import { SendPasswordResetJob } from './passwords/SendPasswordResetJob.js';
import { InvitationAcceptance } from './signIn/InvitationAcceptance.js';
import { FirstAccount } from './registration/FirstAccount.js';
import { NewAccounts } from './registration/NewAccounts.js';
import { RegistrationLinkRepository } from './registration/RegistrationLinkRepository.js';
import { RegistrationConfirmation } from './registration/RegistrationConfirmation.js';
import { RegistrationPolicy } from './registration/RegistrationPolicy.js';
import { RegistrationRequests } from './registration/RegistrationRequests.js';
import { SendRegistrationLinkJob } from './registration/SendRegistrationLinkJob.js';
import { InvitationLinks } from './signIn/InvitationLinks.js';
import { InvitationJoining } from './signIn/InvitationJoining.js';
import { InvitedAccounts } from './signIn/InvitedAccounts.js';
import { NewSessions } from './signIn/NewSessions.js';
import { SessionPresenter } from './signIn/SessionPresenter.js';
import { SignInChallengeRepository } from './signIn/SignInChallengeRepository.js';
import { SignInChallenges } from './signIn/SignInChallenges.js';
import { SignInService } from './signIn/SignInService.js';
import { StepUpService } from './signIn/StepUpService.js';
import { SecondFactorChanges } from './twoFactor/SecondFactorChanges.js';
import { TwoFactorRepository } from './twoFactor/TwoFactorRepository.js';
import { TwoFactorService } from './twoFactor/TwoFactorService.js';
import { TwoFactorSettings } from './twoFactor/TwoFactorSettings.js';

@Module({
  imports: [UsersModule, WorkspacesModule, SettingsModule],
  controllers: [
    RegistrationController,
    AuthController,
    InvitationLinkController,
    PasswordController,
    EmailAddressController,
    AccountController,
    OperatorController,
  ],
  providers: [
    AuthService,
    RegistrationPolicy,
    FirstAccount,
    RegistrationRequests,
    RegistrationConfirmation,
    NewAccounts,
    RegistrationLinkRepository,
    SendRegistrationLinkJob,
    SignInService,
    SignInChallenges,
    NewSessions,
    InvitedAccounts,
    InvitationJoining,
    InvitationLinks,
    PendingAccess,
    AddressProof,
    OperatorConfirmation,
    SignInChallengeRepository,
    SessionPresenter,
    StepUpService,
    InvitationAcceptance,
    TwoFactorService,
    TwoFactorSettings,
    SecondFactorChanges,
    TwoFactorRepository,
    PasswordChange,
    PasswordResets,
    NewPasswords,
    PasswordResetRepository,
    SendPasswordResetJob,
    EmailChangeService,
    EmailChangeConfirmation,
    OwnEmailConfirmation,
    EmailChangeRepository,
    SendEmailChangeJob,
    OwnSessions,
    SignInLog,
    AccountDeletion,
    SignInLogRepository,
    AccountLog,
    CredentialAttempts,
    RefusedAttempts,
    RefusedAttemptRepository,
    TellRefusedAttempts,
    AccountMailer,
  ],
})
export class AuthModule {
  constructor(words: AuditWords) {
    words.register(authActs);
  }
}
