import { MongoClient } from 'mongodb'

import type { EngagementFact, EngagementType } from '../../src/domain/engagement.ts'
import { factId } from '../../src/domain/factId.ts'
import { createIngest } from '../../src/engagement/ingest.ts'

/**
 * A process that tells the same facts at every run, four batches at a time, and says after each commit
 * that a batch is safe: `node --import tsx ingestChild.ts <uri> <database> <facts> [<command> <times>]`.
 *
 * It kills itself with SIGKILL when it is about to send the command for that time, such as
 * `insert:engagement_pending 2`.
 */
const [uri = '', database = '', count = '0', deadlyCommand, times = '1'] = process.argv.slice(2)
const BATCH = 100
const TYPES: EngagementType[] = ['view', 'click', 'like', 'order']

const facts = Array.from({ length: Number(count) }, (_, n): EngagementFact => {
  const type = TYPES[n % TYPES.length] ?? 'view'

  return {
    id: factId('crash', String(n)),
    bot: n % 11 === 0,
    channel: String(n % 3).repeat(24),
    // Some are late, so that several days are touched.
    occurredAt: new Date(Date.UTC(2026, 10, 20 + (n % 3), n % 24)),
    post: String(n % 7).repeat(24),
    publication: String(n % 9).repeat(32),
    type,
    ...(type === 'order' ? { value: { amountMinor: n, currency: 'CNY' } } : {}),
  }
})

const client = new MongoClient(uri, {
  monitorCommands: true,
  replicaSet: 'drumbeat',
  serverSelectionTimeoutMS: 2_000,
})
let left = Number(times)

client.on('commandStarted', ({ command, commandName }) => {
  const target = (command as Record<string, unknown>)[commandName]
  const name = typeof target === 'string' ? `${commandName}:${target}` : commandName

  if (name === deadlyCommand && --left === 0) {
    process.kill(process.pid, 'SIGKILL')
  }
})

const ingest = createIngest({
  client,
  clock: () => new Date(),
  db: client.db(database),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
})
let next = 0

async function tellOn(): Promise<void> {
  while (next < facts.length) {
    const from = next

    next += BATCH
    await ingest.add(facts.slice(from, from + BATCH))
    process.stdout.write('.')
  }
}

await Promise.all([tellOn(), tellOn(), tellOn(), tellOn()])
await ingest.close()
await client.close()
