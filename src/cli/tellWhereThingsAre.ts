import type { Env } from '../config/env.ts'
import { localUrl } from '../config/localUrl.ts'

export interface Account {
  email: string
  password: string
  role: string
}

export interface WhereThingsAreArgs {
  accounts: readonly Account[]
  env: Env
  port: number
  print: (line: string) => void
  seconds: string
}

/** The last lines of a start: where to go and how to get in. */
export function tellWhereThingsAre({ accounts, env, port, print, seconds }: WhereThingsAreArgs): void {
  const base = env.PUBLIC_URL ?? localUrl({ ...env, PORT: port })

  print('')
  print(`Drumbeat is ready after ${seconds} s.`)
  print(`  Admin    ${base}/admin`)
  print(`  Sandbox  ${base}/sandbox`)

  if (accounts.length > 0) {
    print('  Demo accounts')

    for (const { email, password, role } of accounts) {
      print(`    ${role.padEnd(18)} ${email.padEnd(28)} ${password}`)
    }
  }

  print('  Stop with Ctrl-C.')
}
