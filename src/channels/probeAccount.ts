import type { EmptyMessageProbe, LiveCheck } from '../domain/channelAdapter.ts'
import { type ChannelErrorClass, isChannelError } from '../domain/errors.ts'
import { reason, type ReasonCode } from '../domain/reasons/reason.ts'

export interface ProbeAccountArgs {
  /** Sends a message without content. */
  ask: () => Promise<unknown>
  /** What people call the platform. */
  channel: string
  /** Whether the robot wants a word in each message, which one without content lacks. */
  hasKeyword?: boolean
  probe: EmptyMessageProbe
}

/** With these the platform speaks of the account and not of the message. */
const OF_THE_ACCOUNT: readonly ChannelErrorClass[] = ['disconnect', 'not-allowed', 'reauth-user', 'retry']

/**
 * Looks at an account by a message without content, which its platform refuses before anybody sees it.
 *
 * The code of the refusal tells whether key and signature are right. A code that can mean either, or that nobody knows,
 * is called so; what was only read of a code, and never seen on the platform, is no proof that an account works.
 */
export async function probeAccount({ ask, channel, hasKeyword = false, probe }: ProbeAccountArgs): Promise<LiveCheck> {
  try {
    await ask()
  } catch (error) {
    if (!isChannelError(error)) {
      throw error
    }

    const { channelCode = '', errorClass } = error

    if (probe.right.includes(channelCode)) {
      return probe.isVerified ? { findings: [] } : unsure('CHECK_LIKELY', channel, channelCode)
    }

    const isForKeyword = hasKeyword && (probe.forKeyword ?? []).includes(channelCode)

    if (OF_THE_ACCOUNT.includes(errorClass) && !isForKeyword) {
      throw error
    }

    return unsure('CHECK_UNTOLD', channel, channelCode)
  }

  return unsure('CHECK_UNTOLD', channel, 'OK')
}

const unsure = (says: ReasonCode, channel: string, code: string): LiveCheck => ({
  findings: [{ ...reason(says, { values: { channel, code } }), severity: 'warning' }],
  isTold: false,
})
