import type { DataSource } from 'typeorm';
import type { AppConfig } from './config/AppConfig.js';
import type { LiveEvents } from './live/LiveEvents.js';
import type { Installation } from './installation/Installation.js';
import type { AppLogger } from './logging/AppLogger.js';
import type { KeyRing } from './security/KeyRing.js';
import type { Clock } from './time/Clock.js';

/** What is opened before the application is put together, so that each failure has its own clear sentence. */
export interface PlatformServices {
  readonly config: AppConfig;
  readonly logger: AppLogger;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly dataSource: DataSource;
  readonly installation: Installation;
  readonly liveEvents: LiveEvents;
}
