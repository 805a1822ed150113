import { loadEnvFile } from '../config/env.ts'
import { DrumbeatError } from '../domain/errors.ts'

/**
 * Runs one command of the command line and ends the process with the code it returns.
 *
 * Errors made on purpose are told in their own words; anything else keeps its stack, because it is a fault of ours.
 */
export async function runCommand(name: string, work: (args: string[]) => Promise<number>): Promise<void> {
  try {
    loadEnvFile()
    process.exitCode = await work(process.argv.slice(2))
  } catch (error) {
    console.error(`${name}: ${error instanceof DrumbeatError ? error.message : describe(error)}`)
    process.exitCode = 1
  }

  process.exit()
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
