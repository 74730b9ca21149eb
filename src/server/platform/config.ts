import { resolve } from 'node:path';
import { z } from 'zod';

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  LISHUN_DATA: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  LISHUN_SAMPLE: z.enum(['demo', 'none']).default('demo'),
  LISHUN_JURISDICTION: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/).default('demo'),
  LISHUN_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  LISHUN_SECURE_COOKIE: z.enum(['auto', 'always']).default('auto'),
  LISHUN_POOL: z.coerce.number().int().min(2).max(90).default(20),
  LISHUN_PREPARE: z.enum(['on', 'off']).default('on'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
  readonly sample: 'demo' | 'none';
  readonly jurisdictionCode: string;
  readonly logLevel: string;
  readonly secureCookie: boolean;
  readonly poolSize: number;
  /** Off for a connection pooler that does not know prepared statements. */
  readonly prepares: boolean;
}

/** Reads the settings of interfaces.md from the environment; throws with the name of the setting that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`环境变量有误 / wrong settings: ${faults.join('; ')}`);
  }
  const settings = parsed.data;
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDirectory: resolve(settings.LISHUN_DATA),
    databaseUrl: settings.DATABASE_URL,
    sample: settings.LISHUN_SAMPLE,
    jurisdictionCode: settings.LISHUN_JURISDICTION,
    logLevel: settings.LISHUN_LOG,
    secureCookie: settings.LISHUN_SECURE_COOKIE === 'always',
    poolSize: settings.LISHUN_POOL,
    prepares: settings.LISHUN_PREPARE === 'on',
  };
}
