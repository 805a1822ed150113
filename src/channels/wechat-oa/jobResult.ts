import { ChannelError, type ChannelErrorClass } from '../../domain/errors.ts'
import { reason, type ReasonCode } from '../../domain/reasons/reason.ts'
import type { Published } from '../../domain/receipt.ts'
import { NAME } from './callWechat.ts'

/** What became of what WeChat accepted; null while it works on it. */
export type JobResult = ChannelError | Published | null

export interface JobArgs {
  articleId: string
  /** `publish_status` of freepublish/get and of PUBLISHJOBFINISH. */
  status: string
  url: string
}

const ENDS: Readonly<Record<string, readonly [ChannelErrorClass, ReasonCode]>> = {
  2: ['rejected-content', 'ORIGINAL_REFUSED'],
  3: ['needs-human', 'PUBLISH_FAILED'],
  4: ['rejected-content', 'REVIEW_REJECTED'],
  5: ['rejected-content', 'REMOVED_ON_PLATFORM'],
  6: ['rejected-content', 'REMOVED_ON_PLATFORM'],
}

/** 0 published, 1 at work, 2 original refused, 3 failed, 4 refused by review, 5 deleted by its owner, 6 banned. */
export function resultOfJob({ articleId, status, url }: JobArgs): JobResult {
  if (status === '0' && articleId !== '') {
    return { remoteId: articleId, state: 'published', ...(url !== '' && { url }) }
  }

  const end = ENDS[status]

  return end === undefined ? null : failure(`publish_status ${status}`, ...end)
}

export interface MassJobArgs {
  msgId: string
  /** `msg_status` of mass/get, or `Status` of MASSSENDJOBFINISH. */
  status: string
  url: string
}

const SENT = ['SEND_SUCCESS', 'SENDSUCCESS']
const AT_WORK = ['SENDING', '']

/** A mass send is done, under way, failed (`SEND_FAIL`, `send fail`) or refused by review (`err(10001)`). */
export function resultOfMassJob({ msgId, status, url }: MassJobArgs): JobResult {
  const name = status.trim().toUpperCase().replace(/ /g, '_')

  if (SENT.includes(name)) {
    return { remoteId: msgId, state: 'published', ...(url !== '' && { url }) }
  }

  if (AT_WORK.includes(name)) {
    return null
  }

  return name.startsWith('ERR')
    ? failure(status, 'rejected-content', 'REVIEW_REJECTED')
    : failure(status, 'needs-human', 'PUBLISH_FAILED')
}

function failure(code: string, errorClass: ChannelErrorClass, says: ReasonCode): ChannelError {
  const values = { channel: NAME, code }

  return new ChannelError({
    channelCode: code,
    errorClass,
    isVerdict: true,
    message: reason(says, { values }).message,
    says: { code: says, values },
  })
}
