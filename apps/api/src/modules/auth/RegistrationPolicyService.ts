import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context } from '../../platform/context/Context.js';

type Rule = (ctx: Context) => boolean | Promise<boolean>;

/** Whether strangers may register: REGISTRATION says so, unless a later module (the settings) decides. */
@Injectable()
export class RegistrationPolicyService {
  private rule: Rule;

  constructor(config: AppConfig) {
    this.rule = () => config.isRegistrationOpen;
  }

  isOpen(ctx: Context): Promise<boolean> {
    return Promise.resolve(this.rule(ctx));
  }

  decideBy(rule: Rule): void {
    this.rule = rule;
  }
}
