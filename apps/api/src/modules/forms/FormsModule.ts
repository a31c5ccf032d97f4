import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { ProvidersModule } from '../providers/ProvidersModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { ConfirmationWriter } from './ConfirmationWriter.js';
import { formActs } from './formActs.js';
import { FormController } from './FormController.js';
import { FormFields } from './FormFields.js';
import { FormPageController } from './FormPageController.js';
import { FormPresenter } from './FormPresenter.js';
import { FormRepository } from './FormRepository.js';
import { FormService } from './FormService.js';
import { FormTargets } from './FormTargets.js';
import { FormVisits } from './FormVisits.js';
import { SendConfirmationJob } from './SendConfirmationJob.js';
import { SignUpConfirmation } from './SignUpConfirmation.js';
import { SignUpKeys } from './SignUpKeys.js';
import { SignUpLimits } from './SignUpLimits.js';
import { SignUpReader } from './SignUpReader.js';
import { SignUpRepository } from './SignUpRepository.js';
import { SignUpService } from './SignUpService.js';

/** More than six dependencies: forms are known to the log, to references and to whoever exports or erases a person. */
@Module({
  imports: [WorkspacesModule, SettingsModule, ProvidersModule, ConsentModule, CustomFieldsModule, ListsModule],
  controllers: [FormController, FormPageController],
  providers: [
    ConfirmationWriter,
    FormFields,
    FormPresenter,
    FormRepository,
    FormService,
    FormTargets,
    FormVisits,
    SendConfirmationJob,
    SignUpConfirmation,
    SignUpKeys,
    SignUpLimits,
    SignUpReader,
    SignUpRepository,
    SignUpService,
  ],
})
export class FormsModule implements OnModuleInit {
  constructor(
    words: AuditWords,
    records: AuditedRecords,
    forms: FormService,
    private readonly references: ContactReferences,
    private readonly erasers: PersonErasers,
    private readonly signUps: SignUpRepository,
    private readonly reader: SignUpReader,
  ) {
    words.register(formActs);
    records.register('form', (ctx, ids) => forms.namesOf(ctx, ids));
  }

  onModuleInit(): void {
    this.references.register(new TableReference({ table: 'form_sign_ups', column: 'contact_id', key: ['id'] }));
    this.erasers.registerTeller('signUps', (ctx, { emailKeys }) => this.reader.tell(ctx, emailKeys));
    this.erasers.register('forms', async (ctx, { emailKeys }) => {
      await this.signUps.erase(ctx, emailKeys);
      return true;
    });
  }
}
