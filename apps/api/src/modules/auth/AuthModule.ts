import { Module } from '@nestjs/common';
import { SettingsModule } from '../settings/SettingsModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { AuthController } from './AuthController.js';
import { AuthService } from './AuthService.js';

@Module({ imports: [UsersModule, WorkspacesModule, SettingsModule], controllers: [AuthController], providers: [AuthService] })
export class AuthModule {}
