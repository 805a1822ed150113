import type { Db, ObjectId } from 'mongodb'

import { readAccount } from '../../src/channels/readAccount.ts'
import { isRecord } from '../../src/channels/richText/richTextNode.ts'
import type { ChannelAccount, ChannelRegistry, Finding } from '../../src/domain/channelAdapter.ts'
import { SECOND } from '../../src/domain/duration.ts'
import { isChannelError, type Reason } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import type { SecretBox } from '../../src/domain/secretBox.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'

/** What a look at an account told. */
export interface ChannelCheck {
  accountName: string | null
  expiresAt: Date | null
  findings: Finding[]
  /** True when the platform itself was asked. */
  isAsked: boolean
  /** False where its answer does not say whether the account works. */
  isTold: boolean
}

export interface CheckChannelArgs {
  db: Db
  id: ObjectId
  /** True when nobody asked for it: then nothing is sent that a platform has to refuse. */
  isRoutine?: boolean
  registry: ChannelRegistry
  secrets: SecretBox
  signal: AbortSignal
}

/** No platform takes longer to say who we are. */
const ANSWER_MS = 20 * SECOND

/**
 * Asks the platform whether an account works, and writes on the channel what it said; null when there is no such channel, or only a person may
 * ask.
 *
 * The account itself is asked, also while it rehearses or is paused, so that it can be tried before anything goes out. Never throws for what is
 * wrong with the account: that is a finding.
 */
export async function checkChannel({
  db,
  id,
  isRoutine = false,
  registry,
  secrets,
  signal,
}: CheckChannelArgs): Promise<ChannelCheck | null> {
  const channels = db.collection(CHANNELS)
  const document = await channels.findOne({ _id: id })

  if (document === null) {
    return null
  }

  const check = await look(document, {
    isRoutine,
    registry,
    secrets,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
  })

  if (check === 'not-by-itself') {
    // What a person found stands until a person looks again.
    await channels.updateOne({ _id: id }, [{ $set: { 'health.lookedAt': '$$NOW' } }])

    return null
  }

  const isFine = check.findings.every(({ severity }) => severity !== 'error')

  await channels.updateOne({ _id: id }, [
    {
      $set: {
        'health.expiresAt': check.expiresAt,
        'health.findings': { $literal: check.findings },
        'health.lookedAt': '$$NOW',
        ...(isFine && check.isAsked && check.isTold ? { 'health.workedAt': '$$NOW' } : {}),
      },
    },
  ])

  return check
}

async function look(
  document: Record<string, unknown>,
  { isRoutine, registry, secrets, signal }: Omit<CheckChannelArgs, 'db' | 'id'>,
): Promise<ChannelCheck | 'not-by-itself'> {
  const opened = openAccount(document, secrets)

  if ('lost' in opened) {
    return { ...NOT_ASKED, findings: [asError(opened.lost)] }
  }

  const account: ChannelAccount = { ...opened.account, mode: 'live' }
  const missing = registry.check(account.kind, account).map(asError)

  if (missing.length > 0 || registry.find(account.kind) === null) {
    return { ...NOT_ASKED, findings: missing }
  }

  const adapter = registry.adapterFor(account)

  if (adapter.checkLive === undefined) {
    return NOT_ASKED
  }

  if (isRoutine === true && adapter.isCheckedByMessage === true) {
    return 'not-by-itself'
  }

  try {
    const { accountName, expiresAt, findings, isTold = true } = await adapter.checkLive({ signal })

    return {
      accountName: accountName ?? null,
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
      findings: [...findings],
      isAsked: true,
      isTold,
    }
  } catch (error) {
    // What was known of its end stands: a look that failed says nothing of it, and an end that has come is why looks fail.
    return { ...NOT_ASKED, expiresAt: knownEnd(document), findings: [findingOf(error)], isAsked: true }
  }
}

const NOT_ASKED: ChannelCheck = { accountName: null, expiresAt: null, findings: [], isAsked: false, isTold: true }

function knownEnd({ health }: Record<string, unknown>): Date | null {
  const expiresAt = isRecord(health) ? health['expiresAt'] : null

  return expiresAt instanceof Date ? expiresAt : null
}

const asError = (given: Reason): Finding => ({ ...given, severity: 'error' })

/** The account with its secrets, or what stands in the way of opening them. */
export function openAccount(
  document: Record<string, unknown>,
  secrets: SecretBox,
): { account: ChannelAccount } | { lost: Reason } {
  try {
    return { account: readAccount(document, secrets) }
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'BAD_CONFIGURATION') {
      throw error
    }

    return { lost: reason('SECRET_LOST', { values: { detail: (error as Error).message } }) }
  }
}

export function findingOf(error: unknown): Finding {
  if (isChannelError(error)) {
    const { channelCode, message, says } = error

    return asError(
      says === undefined
        ? { code: channelCode ?? error.code, message }
        : { code: says.code, message, ...(says.values !== undefined && { values: says.values }) },
    )
  }

  return asError(
    reason('ADAPTER_THREW', { values: { detail: error instanceof Error ? error.message : String(error) } }),
  )
}
