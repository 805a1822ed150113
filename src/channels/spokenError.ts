import { ChannelError, type ChannelErrorArgs } from '../domain/errors.ts'
import type { ReasonValues } from '../domain/reasons/fillText.ts'
import { reason, type ReasonCode } from '../domain/reasons/reason.ts'

export interface SpokenErrorArgs extends Omit<ChannelErrorArgs, 'message' | 'says'> {
  says: ReasonCode
  values?: ReasonValues
}

/** An error that people read in their own language; its message is the English sentence. */
export const spokenError = ({ says, values = {}, ...args }: SpokenErrorArgs): ChannelError =>
  new ChannelError({ ...args, message: reason(says, { values }).message, says: { code: says, values } })
