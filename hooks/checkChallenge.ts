import { findChallengeRefusals } from '../src/domain/challengeRules.ts'
import type { Challenge } from '../src/payload-types.ts'
import { checkDocument } from './checkDocument.ts'

/** Asks the rules of challenges. */
export const checkChallenge = checkDocument<Challenge>(({ current }) =>
  findChallengeRefusals({
    disclosure: { ...current.disclosure },
    hashtag: current.hashtag ?? '',
    judgingMode: current.judging?.mode ?? 'votes',
    prizes: (current.prizes ?? []).map(({ name, value }) => ({ name, value: readMoney(value) })),
    rules: current.rules ?? '',
    status: current.status ?? 'draft',
  }),
)

const readMoney = (value: NonNullable<Challenge['prizes']>[number]['value']) =>
  typeof value?.amountMinor === 'number' ? { amountMinor: value.amountMinor } : null
