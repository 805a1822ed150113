import { existsSync } from 'node:fs'
import path from 'node:path'

import { z } from 'zod'

import { ConfigurationError } from '../domain/errors.ts'
import { projectRoot } from './projectRoot.ts'

const onOff = z.enum(['on', 'off'], 'must be on or off')

const wholeNumber = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`

  return z.coerce.number(error).int(error).min(min, error).max(max, error)
}

const secretList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((secret) => secret.trim())
      .filter((secret) => secret !== ''),
  )

/** Every variable that Drumbeat reads; `.env.example` explains them to people. */
const schema = z.object({
  /** Secrets of before a rotation, comma-separated: they open what they sealed, and seal nothing any more. */
  CREDENTIALS_OLD_SECRETS: secretList,
  /** Seals credentials; PAYLOAD_SECRET does where it is not set. */
  CREDENTIALS_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  DATABASE_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://')
    .optional(),
  DRUMBEAT_DATA_DIR: z.string().min(1).default('.data'),
  DRUMBEAT_DEMO: onOff.default('on'),
  /** Set by the supervisor for its children: the file descriptor of the lifeline. */
  DRUMBEAT_LIFELINE: wholeNumber(3, 64).optional(),
  DRUMBEAT_WORKERS: wholeNumber(0, 64).default(1),
  /** For tests of crashes: the point at which a worker ends itself, as `jobs/failpoints.ts` names them. */
  DRUMBEAT_FAILPOINT: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Only whether it is set: MongoDB's download then goes ahead without asking first. */
  HTTPS_PROXY: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  MONGOD_BINARY: z.string().min(1).optional(),
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  OUTBOUND_ALLOW: z.string().default(''),
  /** What PAYLOAD_SECRET was before, comma-separated: addresses of pictures that went out with it stay good. */
  PAYLOAD_OLD_SECRETS: secretList,
  PAYLOAD_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  PORT: wholeNumber(0, 65_535).default(3000),
  PUBLIC_URL: z.url('must be a URL such as https://cms.example.com').optional(),
  /** Whose X-Forwarded-For is believed, as Express takes it: loopback, or addresses with commas. */
  TRUST_PROXY: z.string().default('loopback'),
  /** A bucket for uploads and renditions; all of `S3_…` are read only with it. */
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_BUCKET: z.string().min(1).optional(),
  S3_ENDPOINT: z.url('must be a URL such as https://s3.example.com').optional(),
  S3_FORCE_PATH_STYLE: onOff.default('off'),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  SANDBOX_URL: z.url('must be a URL such as http://127.0.0.1:3000/sandbox').optional(),
})

export type Env = z.infer<typeof schema>

/**
 * Reads and checks the environment.
 *
 * Names every bad variable at once, so that a set-up is mended in one go.
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const result = schema.safeParse(given)

  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)

    throw new ConfigurationError(`The environment has ${problems.length} bad variable(s):\n  ${problems.join('\n  ')}`)
  }

  return result.data
}

/** The bucket that the environment names, or null for files on this machine. Throws `ConfigurationError`. */
export function readBucket(env: Env): Bucket | null {
  const { S3_ACCESS_KEY_ID, S3_BUCKET, S3_ENDPOINT, S3_FORCE_PATH_STYLE, S3_REGION, S3_SECRET_ACCESS_KEY } = env

  if (S3_BUCKET === undefined) {
    return null
  }

  if (S3_ACCESS_KEY_ID === undefined || S3_SECRET_ACCESS_KEY === undefined) {
    throw new ConfigurationError('S3_BUCKET is set, so S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set too')
  }

  return {
    accessKeyId: S3_ACCESS_KEY_ID,
    bucket: S3_BUCKET,
    endpoint: S3_ENDPOINT,
    forcePathStyle: S3_FORCE_PATH_STYLE === 'on',
    region: S3_REGION,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  }
}

export interface Bucket {
  accessKeyId: string
  bucket: string
  /** Of a compatible server; AWS unless given. */
  endpoint: string | undefined
  /** True for servers that have the bucket in the path and not in the host's name. */
  forcePathStyle: boolean
  region: string
  secretAccessKey: string
}

/** The environment of this process, read anew at each call. */
export const readEnv = (): Env => parseEnv(process.env)

/** Takes over what the project's `.env` says; a variable that is already set keeps its value. */
export function loadEnvFile(): void {
  const file = path.join(projectRoot, '.env')

  if (existsSync(file)) {
    process.loadEnvFile(file)
  }
}

/** Sets variables of this process, for code that it loads later (payload.config.ts, Next) and for its children. */
export function provideEnv(variables: Partial<Record<keyof Env | ForeignVariable, string>>): void {
  Object.assign(process.env, variables)
}

/** Variables that others read: Payload and Next. */
type ForeignVariable = 'DISABLE_PAYLOAD_HMR' | 'NEXT_TELEMETRY_DISABLED' | 'PAYLOAD_DISABLE_DEPENDENCY_CHECKER'

/** This process's environment with some variables set anew, for a child. */
export const environmentWith = (variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...variables,
})
