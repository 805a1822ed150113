/** Where a worker under test may be killed; the order is that of one publication's life. */
export const FAILPOINTS = [
  'after-claim',
  'after-mark',
  'after-prepare',
  'before-bytes',
  'after-bytes',
  'after-answer',
  'before-ack',
  'after-ack',
  'in-drain',
] as const

export type Failpoint = (typeof FAILPOINTS)[number]

/** Ends the process at a named point, for tests of what survives; does nothing unless it was told to. */
export interface Failpoints {
  reach(point: Failpoint): void
}

export const NO_FAILPOINTS: Failpoints = { reach: () => undefined }

/**
 * Reads `point` or `point:n`: the process kills itself, as `kill -9` does, when it gets there the n-th time.
 */
export function createFailpoints(spec: string | undefined): Failpoints {
  if (spec === undefined) {
    return NO_FAILPOINTS
  }

  const [name, count = '1'] = spec.split(':')
  let left = Number(count)

  return {
    reach(point) {
      if (point === name && --left === 0) {
        process.kill(process.pid, 'SIGKILL')
      }
    },
  }
}
