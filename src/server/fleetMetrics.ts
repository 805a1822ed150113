import { Gauge, type Registry } from 'prom-client'

import type { OperationsBoard } from '../admin/data/operationsBoard.ts'
import { SECOND } from '../domain/duration.ts'

type FindBoard = () => Promise<OperationsBoard>

/** Adds what the operations view shows to what Prometheus reads: workers, channels, alarms. */
export function registerFleetMetrics(registry: Registry, findBoard: FindBoard): void {
  const read = onceAMoment(findBoard)
  const gauge = (
    name: string,
    help: string,
    labelNames: readonly string[],
    fill: (board: OperationsBoard, set: (labels: Record<string, string>, value: number) => void) => void,
  ): void => {
    new Gauge({
      async collect() {
        const board = await read()

        this.reset()
        fill(board, (labels, value) => this.set(labels, value))
      },
      help,
      labelNames,
      name,
      registers: [registry],
    })
  }

  gauge('drumbeat_worker_up', 'Whether a worker beats', ['worker', 'version'], ({ workers }, set) =>
    workers.forEach(({ id, isAlive, version }) => set({ version, worker: id }, isAlive ? 1 : 0)),
  )
  gauge('drumbeat_worker_claims', 'Publications that a worker holds', ['worker'], ({ workers }, set) =>
    workers.forEach(({ claims, id }) => set({ worker: id }, claims)),
  )
  gauge(
    'drumbeat_worker_clock_offset_seconds',
    "How far a worker's clock is ahead of the database's",
    ['worker'],
    ({ workers }, set) => workers.forEach(({ clockOffsetMs, id }) => set({ worker: id }, clockOffsetMs / SECOND)),
  )
  gauge(
    'drumbeat_worker_lateness_seconds',
    "How late a worker's recent sends began",
    ['worker', 'quantile'],
    ({ workers }, set) =>
      workers.forEach(({ id, lateness }) => {
        set({ quantile: '0.5', worker: id }, lateness.p50Ms / SECOND)
        set({ quantile: '0.99', worker: id }, lateness.p99Ms / SECOND)
      }),
  )
  gauge(
    'drumbeat_channel_resting',
    'Whether a breaker keeps a channel from being sent to',
    ['channel'],
    ({ channels }, set) =>
      channels.forEach(({ breaker, id }) => set({ channel: id }, breaker.state === 'closed' ? 0 : 1)),
  )
  gauge('drumbeat_channel_waiting', "Publications put off by a channel's pace", ['channel'], ({ channels }, set) =>
    channels.forEach(({ id, waiting }) => set({ channel: id }, waiting)),
  )
  gauge('drumbeat_alarm', 'Whether an alarm is raised', ['alarm'], ({ alarms }, set) =>
    alarms.forEach(({ name, state }) => set({ alarm: name }, state === 'raised' ? 1 : 0)),
  )
}

/** All gauges of one reading share one question. */
function onceAMoment(find: FindBoard): FindBoard {
  let asked: { at: number; board: Promise<OperationsBoard> } | undefined

  return () => {
    if (asked === undefined || performance.now() - asked.at > SECOND) {
      const question = { at: performance.now(), board: find() }

      asked = question
      question.board.catch(() => (asked = undefined))
    }

    return asked.board
  }
}
