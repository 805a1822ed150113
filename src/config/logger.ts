import pino, { type Logger } from 'pino'

import type { Env } from './env.ts'

/** A logger of one process: JSON lines on stdout; secrets that could come along with an object are left out. */
export const createLogger = ({ env, name }: { env: Env; name: string }): Logger =>
  pino({
    level: env.LOG_LEVEL,
    name,
    redact: ['*.authorization', '*.cookie', '*.credentials', '*.password', '*.secret', 'req.headers'],
  })
