import { expandRecurrence } from '../../../src/domain/recurrence/expandRecurrence.ts'
import type { OracleAnswer, OracleQuestion } from './question.ts'

/** Answers the oracle's question by our own rules, in a process whose own time zone the test chooses. */
process.once('message', (question: OracleQuestion) => {
  const answer: OracleAnswer = {}

  for (const zone of question.zones) {
    answer[zone] = question.rules.map(({ hour, minute, text }) => {
      const at = `${question.start.slice(0, 10)}T${pad(hour)}:${pad(minute)}:00`
      const recurrence = `${text};UNTIL=${question.until.replace(/[-:]/g, '')}`
      const found = expandRecurrence({ from: null, limit: 1_000_000, localStart: at, recurrence, timeZone: zone })

      return found.map((occurrence) => occurrence.at.getTime() / 1_000)
    })
  }

  process.send?.(answer, () => process.exit(0))
})

const pad = (number: number): string => String(number).padStart(2, '0')
