import os from 'node:os'

import type { Bench } from './bench.ts'
import { burst } from './burst.ts'
import { calendar } from './calendar.ts'
import { delivery } from './delivery.ts'
import { idle } from './idle.ts'
import { ingest } from './ingest.ts'
import { publish } from './publish.ts'
import { renditions } from './renditions.ts'
import { slowChannel } from './slowChannel.ts'

const BENCHES: Record<string, Bench> = {
  burst,
  calendar,
  delivery,
  idle,
  ingest,
  publish,
  renditions,
  'slow-channel': slowChannel,
}

const [name = '', ...given] = process.argv.slice(2)
const bench = BENCHES[name]

if (bench === undefined) {
  const known = Object.entries(BENCHES).map(([known, { about }]) => `  ${known.padEnd(12)} ${about}`)

  console.error(`npm run bench -- NAME [--json]\n${known.join('\n')}`)
  process.exit(1)
}

const isQuiet = given.includes('--json')
const say = (line: string): void => (isQuiet ? undefined : console.log(line))

say(`${name}: ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'cpu'}, Node ${process.version}, load ${os.loadavg()[0]}`)

const result = await bench.run({
  number(option, standard) {
    const at = given.indexOf(`--${option}`)

    return at === -1 ? standard : Number(given[at + 1])
  },
  say,
})

console.log(JSON.stringify({ bench: name, load: os.loadavg()[0], node: process.version, ...result }))
process.exit(0)
