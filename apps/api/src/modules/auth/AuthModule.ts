import { Module } from '@nestjs/common';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { AuthController } from './AuthController.js';
import { AuthService } from './AuthService.js';

@Module({ imports: [UsersModule, WorkspacesModule], controllers: [AuthController], providers: [AuthService] })
export class AuthModule {}
