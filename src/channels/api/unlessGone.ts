import { type ChannelError, isChannelError } from '../../domain/errors.ts'

/** Whether a platform refuses to take something back because it is not there any more. */
export type IsGone = (error: ChannelError) => boolean

/** Waits for a taking back; one that comes too late, because somebody was faster on the platform itself, has done all that it should. */
export async function unlessGone(isGone: IsGone, taking: Promise<unknown>): Promise<void> {
  try {
    await taking
  } catch (error) {
    if (!isChannelError(error) || !isGone(error)) {
      throw error
    }
  }
}

/** A platform that has codes of its own for it. */
export const goneBy =
  (...codes: readonly (number | string)[]): IsGone =>
  ({ channelCode }) =>
    codes.some((code) => String(code) === channelCode)
