import type { ChallengeStatus, JudgingMode } from './challenge.ts'
import type { Labels } from './channelAdapter.ts'
import type { Money } from './money.ts'
import type { Refusal } from './refusals.ts'

export interface ChallengeFacts {
  disclosure: Readonly<Record<string, unknown>>
  hashtag: string
  judgingMode: JudgingMode
  prizes: readonly { name: string; value: Partial<Money> | null }[]
  rules: string
  status: ChallengeStatus
}

/** What must be public before the start: SAMR order 32 (2020), Art. 13. */
export const DISCLOSURES: Readonly<Record<string, Labels>> = {
  announcement: { en: 'when and how winners are named', zh: '开奖时间与方式' },
  delivery: { en: 'how prizes are delivered', zh: '交付方式' },
  eligibility: { en: 'who may take part and how', zh: '参与条件与方式' },
  forfeit: { en: 'when a prize is forfeited', zh: '弃奖条件' },
  odds: { en: 'the chance of winning', zh: '中奖概率或确定方式' },
  organiser: { en: 'the organiser and a contact', zh: '主办方及联系方式' },
  prizeDetails: { en: 'kinds, quantity and price of prizes', zh: '奖品种类、数量与价格' },
  redemption: { en: 'how and until when prizes are claimed', zh: '兑奖时间与条件' },
}

/** Anti-Unfair Competition Law: the top prize of a lottery-type promotion, in 分. */
const MAX_LOTTERY_PRIZE_MINOR = 5_000_000

const STARTED: readonly ChallengeStatus[] = ['announced', 'judging', 'open', 'upcoming']

/** Finds what keeps a challenge from being saved; a draft may be as incomplete as it is. */
export function findChallengeRefusals(facts: ChallengeFacts): Refusal[] {
  return [...findHashtagRefusals(facts), ...(STARTED.includes(facts.status) ? findStartRefusals(facts) : [])]
}

const findHashtagRefusals = ({ hashtag }: ChallengeFacts): Refusal[] =>
  /[#\s]/.test(hashtag)
    ? [
        {
          message: { en: 'Write the hashtag without # and spaces.', zh: '话题无需填写 #，且不能包含空格。' },
          path: 'hashtag',
        },
      ]
    : []

function findStartRefusals({ disclosure, judgingMode, prizes, rules }: ChallengeFacts): Refusal[] {
  const missing = Object.entries(DISCLOSURES).filter(([name]) => isBlank(disclosure[name]))
  const refusals: Refusal[] = missing.map(([name, { en, zh }]) => ({
    message: { en: `Say before the start: ${en}.`, zh: `开始前必须公示：${zh}。` },
    path: `disclosure.${name}`,
  }))

  if (isBlank(rules)) {
    refusals.push({
      message: { en: 'A challenge starts with its rules.', zh: '开始前必须填写参与规则。' },
      path: 'rules',
    })
  }

  if (prizes.length === 0) {
    refusals.push({ message: { en: 'Name at least one prize.', zh: '请至少填写一个奖项。' }, path: 'prizes' })
  }

  prizes.forEach(({ value }, index) => {
    if (judgingMode === 'draw' && (value?.amountMinor ?? 0) > MAX_LOTTERY_PRIZE_MINOR) {
      refusals.push({
        message: {
          en: 'A prize that is drawn by lot may be worth 50,000 yuan at most.',
          zh: '抽奖式促销的最高奖不得超过五万元。',
        },
        path: `prizes.${index}.value.amountMinor`,
      })
    }
  })

  return refusals
}

const isBlank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === ''
