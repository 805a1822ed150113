import { z } from 'zod'

import { ConfigurationError } from '../domain/errors.ts'

const onOff = z.enum(['on', 'off'])

/** Every variable that Drumbeat reads; `.env.example` explains them to people. */
const schema = z.object({
  DATABASE_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://')
    .optional(),
  DRUMBEAT_DATA_DIR: z.string().min(1).default('.data'),
  DRUMBEAT_DEMO: onOff.default('on'),
  DRUMBEAT_WORKERS: z.coerce.number().int().min(0).max(64).default(1),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  MONGOD_BINARY: z.string().min(1).optional(),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  OUTBOUND_ALLOW: z.string().default(''),
  PAYLOAD_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url().optional(),
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

/** The environment of this process, read anew at each call. */
export const readEnv = (): Env => parseEnv(process.env)
