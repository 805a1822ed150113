import { type ChallengeFacts, findChallengeRefusals } from '../src/domain/challengeRules.ts'
import type { Challenge } from '../src/payload-types.ts'
import { checkDocument } from './checkDocument.ts'

/** What the rules of challenges look at. */
export const checkedChallenge = (current: Partial<Challenge>): ChallengeFacts => ({
  disclosure: { ...current.disclosure },
  hashtag: current.hashtag ?? '',
  judgingMode: current.judging?.mode ?? 'votes',
  prizes: (current.prizes ?? []).map(({ name, value }) => ({ name, value: readMoney(value) })),
  rules: current.rules ?? '',
  status: current.status ?? 'draft',
})

/** Asks the rules of challenges. */
export const checkChallenge = checkDocument<Challenge>(({ current }) =>
  findChallengeRefusals(checkedChallenge(current)),
)

const readMoney = (value: NonNullable<Challenge['prizes']>[number]['value']) =>
  typeof value?.amountMinor === 'number' ? { amountMinor: value.amountMinor } : null
