import { fork } from 'node:child_process'
import { once } from 'node:events'

import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'

import { DAY, SECOND } from '../../src/domain/duration.ts'
import { localTimeAt } from '../../src/domain/recurrence/localTime.ts'
import { bundleChild } from './bundleChild.ts'
import type { DatedOccurrence, Evidence } from './evidence.ts'
import { INVARIANTS } from './invariants.ts'
import { askOracle, installOracle } from './oracle/python.ts'
import { askAll, askDaily, type OracleAnswer, type OracleQuestion } from './oracle/question.ts'
import { say, scale } from './scale.ts'

const question = askAll(scale.isFull)
const dailyQuestion = askDaily(scale.isFull)
let daily: OracleAnswer
let oracle: OracleAnswer

beforeAll(async () => {
  const folder = await installOracle()

  oracle = await askOracle<OracleAnswer>(folder, question)
  daily = await askOracle<OracleAnswer>(folder, dailyQuestion)
})

/** Our answer from a process that lives in a zone of its own. */
async function expandIn(TZ: string): Promise<OracleAnswer> {
  const child = fork(await bundleChild('./oracle/expandChild.ts'), [], { env: { ...process.env, TZ }, execArgv: [] })

  child.send(question)

  return (await once(child, 'message'))[0] as OracleAnswer
}

describe(`rules in ${question.zones.length} zones over ten years`, () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Apia'])(
    'come when an independent oracle says, in a process that lives in %s',
    async (zone) => {
      const ours = await expandIn(zone)
      const apart = question.zones.filter((asked) => JSON.stringify(ours[asked]) !== JSON.stringify(oracle[asked]))

      expect(apart).toEqual([])
      say(`${Object.values(ours).flat(2).length} occurrences agree with zoneinfo and dateutil under TZ=${zone}`)
    },
  )

  it('give one occurrence to each local date, at its hour or later by the gap', () => {
    const occurrences = dailyQuestion.zones.flatMap((zone) => dailyOccurrences(zone, dailyQuestion))
    const evidence: Evidence = { arrivals: [], history: new Map(), occurrences, rows: [] }

    expect(INVARIANTS.I7.find(evidence)).toEqual([])
    expect(INVARIANTS.I8.find(evidence)).toEqual([])
    expect(occurrences.filter(({ localTime }) => localTime !== '02:30').length).toBeGreaterThan(10)
  })
})

/** What the oracle makes of "daily at 02:30", date by date, beside what the wall clock of the zone allows. */
function dailyOccurrences(zone: string, { start, until }: OracleQuestion): DatedOccurrence[] {
  const shown = (daily[zone]?.[0] ?? []).map((seconds) => ({
    local: localTimeAt({ at: new Date(seconds * SECOND), timeZone: zone }),
    seconds,
  }))
  const byDate = new Map<string, typeof shown>()

  shown.forEach((one) => byDate.set(one.local.slice(0, 10), [...(byDate.get(one.local.slice(0, 10)) ?? []), one]))

  const dates: DatedOccurrence[] = []

  for (let day = Date.parse(`${start}Z`); day < Date.parse(`${until}Z`); day += DAY) {
    const date = new Date(day).toISOString().slice(0, 10)
    const found = byDate.get(date) ?? []

    dates.push({
      date,
      instants: found.map(({ seconds }) => seconds),
      localTime: found[0]?.local.slice(11, 16) ?? '',
      wanted: wantedOn(date, zone),
      zone,
    })
  }

  return dates
}

/** 02:30 where a clock shows it on that day, else as much later as the gap is wide. */
function wantedOn(date: string, zone: string): string {
  const wall = Temporal.PlainDateTime.from(`${date}T02:30`)
  const [before, after] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime]
  const isShown = before.toPlainDateTime().equals(wall) || after.toPlainDateTime().equals(wall)

  return (isShown ? wall : after.toPlainDateTime()).toString().slice(11, 16)
}
