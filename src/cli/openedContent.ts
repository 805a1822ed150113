import type { Payload } from 'payload'

import type { Env } from '../config/env.ts'

/** Payload, open, with what a command needs beside it. */
export interface OpenedContent {
  close: () => Promise<void>
  env: Env
  payload: Payload
}
