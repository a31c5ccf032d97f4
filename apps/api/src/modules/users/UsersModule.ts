import { Module } from '@nestjs/common';
import { UserRepository } from './UserRepository.js';
import { UserService } from './UserService.js';

@Module({ providers: [UserService, UserRepository], exports: [UserService] })
export class UsersModule {}
