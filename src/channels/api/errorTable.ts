import { type ChannelError, type ChannelErrorClass, ConfigurationError } from '../../domain/errors.ts'
import type { ReasonCode } from '../../domain/reasons/reason.ts'
import { classifyStatus } from '../httpErrors.ts'
import { spokenError } from '../spokenError.ts'
import { SENTENCE } from './sentence.ts'

/** One line of a platform's table: what an answer of these statuses and codes means. */
export interface ErrorRow {
  class: ChannelErrorClass
  /** The platform's own codes; any unless given. */
  codes?: readonly (number | string)[]
  forgetsHandles?: boolean
  /** A closer sentence than the class has. */
  says?: ReasonCode
  /** HTTP statuses; any unless given. */
  statuses?: readonly number[]
  /** How long to wait where the answer does not say. */
  waitMs?: number
}

/** Finds the line for an answer; null when nobody wrote one. */
export type ErrorTable = (answer: { code: string; status: number }) => ErrorRow | null

/**
 * Makes a table of (HTTP status, platform code) to error class.
 *
 * A line with both is closer than one with a code, and that closer than one with a status. Throws a `ConfigurationError` when
 * two lines speak of the same answer.
 */
export function errorTable(rows: readonly ErrorRow[]): ErrorTable {
  const known = new Map<string, ErrorRow>()

  for (const row of rows) {
    for (const key of keysOf(row)) {
      if (known.has(key)) {
        throw new ConfigurationError(`Two lines of an error table speak of ${key}.`)
      }

      known.set(key, row)
    }
  }

  return ({ code, status }) =>
    known.get(`${status} ${code}`) ?? known.get(`* ${code}`) ?? known.get(`${status} *`) ?? null
}

const keysOf = ({ codes = ['*'], statuses = ['*'] }: { codes?: readonly unknown[]; statuses?: readonly unknown[] }) =>
  statuses.flatMap((status) => codes.map((code) => `${String(status)} ${String(code)}`))

export interface Failure {
  channel: string
  /** The platform's own code; empty where it has none. */
  code: string
  /** The platform's own words, redacted. */
  detail: string
  requestId?: string | undefined
  retryAfterMs?: number | undefined
  status: number
}

/** The error of an answer that says no. */
export function errorOf(table: ErrorTable, failure: Failure): ChannelError {
  const { channel, detail, requestId, status } = failure
  const row = table(failure)
  const errorClass = row?.class ?? classifyUnlisted(failure)
  const code = failure.code || `HTTP_${status}`
  const retryAfterMs = failure.retryAfterMs ?? row?.waitMs

  return spokenError({
    channelCode: code,
    errorClass,
    says: row?.says ?? SENTENCE[errorClass],
    values: { channel, code, detail },
    ...(row?.forgetsHandles === true && { forgetsHandles: true }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/**
 * What an answer means that no line speaks of.
 *
 * A success with a code, and a fault of the server, do not say whether the platform took it; a 503 that names a time to
 * come back does.
 */
function classifyUnlisted({ retryAfterMs, status }: Failure): ChannelErrorClass {
  if (status === 503 && retryAfterMs !== undefined) {
    return 'retry'
  }

  return status >= 300 && status < 500 ? classifyStatus(status) : 'unknown-outcome'
}
