import { MongoBackend } from '@agendajs/mongo-backend'
import type { Db } from 'mongodb'

import { ensureIndexes } from '../../src/database/indexes.ts'
import { AGENDA_JOBS } from '../bells.ts'
import { AGENDA_INDEXES } from '../ledger/indexes.ts'
import type { Log } from '../log.ts'
import { untilDone } from '../untilDone.ts'

/**
 * Agenda's storage, made to live through an outage of the database.
 *
 * Agenda 6.2 handles neither a failed connect nor a failed unlock; the rejection of either would end the process.
 */
export class PatientBackend extends MongoBackend {
  readonly #db: Db
  readonly #log: Log

  constructor({ db, log }: { db: Db; log: Log }) {
    super({ collection: AGENDA_JOBS, mongo: db })
    this.#db = db
    this.#log = log

    const { repository } = this
    const unlock = repository.unlockJob.bind(repository)

    repository.unlockJob = (job) =>
      unlock(job).catch((error: unknown) => log.warn({ err: error }, 'a job of the clock stays locked for a while'))
  }

  override async connect(): Promise<void> {
    await untilDone(() => super.connect(), { log: this.#log, what: 'connect the clock' })
    await untilDone(() => ensureIndexes(this.#db, [{ collection: AGENDA_JOBS, indexes: AGENDA_INDEXES }]), {
      log: this.#log,
      what: 'index the clock',
    })
  }
}
