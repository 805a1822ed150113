import type { Payload } from 'payload'

import { drawPoster } from '../../media/drawPoster.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { PLAN_COLUMNS, type PlanColumn } from '../domain/plan/columns.ts'
import { formatReport } from '../domain/plan/report.ts'
import { importPlan } from '../import/importPlan.ts'
import type { PlannedDemoPost } from './calendar.ts'
import { DEMO_CAMPAIGNS } from './demoPost.ts'

/**
 * Brings the calendar in the way a team does: as a content plan with pictures beside it.
 *
 * Every row comes in as planned; what has gone out and what will go out is settled afterwards.
 */
export async function importCalendar(payload: Payload, calendar: readonly PlannedDemoPost[]): Promise<void> {
  const earliest = Math.min(...calendar.map(({ at }) => at.getTime()))
  const posters = new Map(
    await Promise.all(calendar.map(async (planned) => [posterName(planned), await drawCover(planned)] as const)),
  )
  const report = await importPlan({
    actor: null,
    canArm: true,
    // The plan was written before its first day.
    clock: () => new Date(earliest - 1),
    data: toCsv(calendar),
    dryRun: false,
    fetch: () => Promise.reject(new Error('the demo fetches nothing')),
    findFile: (name) => Promise.resolve(posters.get(name) ?? null),
    payload,
  })

  if (!report.ok) {
    throw new ConfigurationError(`The demo's own plan is refused.\n${formatReport(report)}`)
  }
}

const posterName = ({ key }: PlannedDemoPost): string => `${key}.jpg`

const drawCover = ({ post: { excerpt, poster } }: PlannedDemoPost): Promise<Buffer> => {
  const { kicker, layout, lines, motif, palette } = poster

  return drawPoster({
    layout,
    motif,
    palette,
    words: { footer: '朝露颜究所 Zhaolu Beauty Lab', kicker, subtitle: excerpt, title: lines },
  })
}

function toCsv(calendar: readonly PlannedDemoPost[]): Buffer {
  const lines = [PLAN_COLUMNS.map(({ label }) => label.zh), ...calendar.map(toCells)]

  return Buffer.from(lines.map((cells) => cells.map(quote).join(',')).join('\r\n'))
}

function toCells(planned: PlannedDemoPost): string[] {
  const { at, key, post } = planned
  const [date, time] = at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).split(' ')
  const cells: Partial<Record<PlanColumn, string | undefined>> = {
    body: post.body,
    campaign: post.campaign === undefined ? '' : DEMO_CAMPAIGNS[post.campaign],
    channels: post.channels.join('、'),
    cover: posterName(planned),
    date,
    excerpt: post.excerpt,
    key,
    kind: post.kind,
    kol: post.kol,
    time,
    title: post.title,
    topics: post.topics.map((topic) => `#${topic}`).join(' '),
  }

  return PLAN_COLUMNS.map(({ name }) => cells[name] ?? '')
}

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
