import { Module } from '@nestjs/common';
import { CredentialService } from './CredentialService.js';
import { UserRepository } from './UserRepository.js';
import { UserService } from './UserService.js';

@Module({ providers: [UserService, CredentialService, UserRepository], exports: [UserService, CredentialService] })
export class UsersModule {}
