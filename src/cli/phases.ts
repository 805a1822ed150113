import { SECOND } from '../domain/duration.ts'

/** Tells the phases of a start as they end, with their times. */
export interface Phases {
  /** Runs one phase; its result is passed on. `tell` words the outcome. */
  run<T>(name: string, work: () => Promise<T>, tell?: (result: T) => string): Promise<T>
  totalSeconds(): string
}

export function createPhases(print: (line: string) => void): Phases {
  const startedAt = performance.now()
  const since = (from: number): string => ((performance.now() - from) / SECOND).toFixed(1)

  return {
    async run(name, work, tell) {
      const from = performance.now()
      const result = await work()

      print(`  ${name.padEnd(10)} ${since(from).padStart(5)} s${tell === undefined ? '' : `  ${tell(result)}`}`)

      return result
    },
    totalSeconds: () => since(startedAt),
  }
}
