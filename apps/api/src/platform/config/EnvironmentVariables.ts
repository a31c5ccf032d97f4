import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';

const toInt = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
const toBool = ({ value }: { value: unknown }): unknown =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value;

/** Every variable that Rapport reads, with its default. README lists them for people. */
export class EnvironmentVariables {
  @Transform(toInt)
  @IsInt({ message: 'PORT must be a whole number between 0 and 65535 (default 3000).' })
  @Min(0, { message: 'PORT must be between 0 and 65535 (0 picks a free one).' })
  @Max(65535, { message: 'PORT must be between 0 and 65535.' })
  PORT: number = 3000;

  @IsString()
  @MinLength(1, { message: 'HOST must be an address to listen on, such as 127.0.0.1 or 0.0.0.0.' })
  HOST: string = '127.0.0.1';

  @IsString()
  @MinLength(1, { message: 'DATA_DIR must be a folder (default ./data).' })
  DATA_DIR: string = './data';

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/, { message: 'DATABASE_URL must start with postgres:// or postgresql://. Leave it out to use SQLite.' })
  DATABASE_URL?: string;

  @IsIn(['all', 'api', 'worker'], { message: 'ROLE must be all, api or worker.' })
  ROLE: 'all' | 'api' | 'worker' = 'all';

  @IsOptional()
  @IsUrl(
    { require_tld: false, protocols: ['http', 'https'], require_protocol: true },
    { message: 'PUBLIC_URL must be the address people use, such as https://rapport.example.com.' },
  )
  PUBLIC_URL?: string;

  @IsIn(['error', 'warn', 'info', 'debug'], { message: 'LOG_LEVEL must be error, warn, info or debug.' })
  LOG_LEVEL: 'error' | 'warn' | 'info' | 'debug' = 'info';

  @IsOptional()
  @IsIn(['closed', 'open'], {
    message: 'REGISTRATION must be closed (people join by invitation) or open. Leave it out to choose it in the dashboard.',
  })
  REGISTRATION?: 'closed' | 'open';

  @Transform(toInt)
  @IsInt({ message: 'MAX_UPLOAD_MB must be a whole number of megabytes.' })
  @Min(1, { message: 'MAX_UPLOAD_MB must be at least 1.' })
  @Max(100_000, { message: 'MAX_UPLOAD_MB must be at most 100000.' })
  MAX_UPLOAD_MB: number = 1024;

  @Transform(toInt)
  @IsInt({ message: 'SEND_PER_MINUTE must be a whole number of messages.' })
  @Min(1, { message: 'SEND_PER_MINUTE must be at least 1.' })
  @Max(1_000_000, { message: 'SEND_PER_MINUTE must be at most 1000000.' })
  SEND_PER_MINUTE: number = 300_000;

  @Transform(toInt)
  @IsInt({ message: 'SMTP_CONNECTIONS must be a whole number.' })
  @Min(1, { message: 'SMTP_CONNECTIONS must be at least 1.' })
  @Max(100, { message: 'SMTP_CONNECTIONS must be at most 100.' })
  SMTP_CONNECTIONS: number = 10;

  @Transform(toInt)
  @IsInt({ message: 'JOB_CONCURRENCY must be a whole number.' })
  @Min(1, { message: 'JOB_CONCURRENCY must be at least 1.' })
  @Max(100, { message: 'JOB_CONCURRENCY must be at most 100.' })
  JOB_CONCURRENCY: number = 4;

  @Transform(toBool)
  @IsBoolean({ message: 'TRUST_PROXY must be true or false.' })
  TRUST_PROXY: boolean = false;

  /** Checked in systemMailConfig.ts. */
  @IsOptional()
  @IsString()
  SYSTEM_SMTP_URL?: string;

  @IsOptional()
  @IsString()
  SYSTEM_MAIL_FROM?: string;
}
