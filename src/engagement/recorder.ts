import type { EngagementFact } from '../domain/engagement.ts'
import { completeFacts } from './completeFacts.ts'
import type { Directory } from './directory.ts'
import type { Ingest } from './ingest.ts'

/** Where our own code tells what happened. */
export interface Recorder {
  /** Stores what is noted; no note is taken afterwards. */
  close(): Promise<void>
  /**
   * Takes a visit without making the visitor wait. Dropped when it names what does not exist; up to
   * 100 ms of notes are lost with a process that is killed.
   */
  note(fact: EngagementFact): void
  /** Resolves once the facts are committed; telling them again with the same ids counts nothing. */
  record(facts: EngagementFact[]): Promise<void>
}

export interface RecorderOptions {
  directory: Directory
  ingest: Ingest
  onError: (error: unknown) => void
}

const NOTE_EVERY_MS = 100
const MAX_NOTES = 20_000

export function createRecorder({ directory, ingest, onError }: RecorderOptions): Recorder {
  let notes: EngagementFact[] = []
  let storing: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  function storeNotes(): Promise<unknown> {
    const taken = notes

    clearTimeout(timer)
    timer = undefined
    notes = []
    storing = Promise.all([storing, storeKnown(taken).catch(onError)])

    return storing
  }

  async function storeKnown(facts: EngagementFact[]): Promise<void> {
    const refused = await completeFacts(facts, directory)

    await ingest.add(facts.filter((_, index) => !refused.has(index)))
  }

  return {
    async close() {
      await storeNotes()
    },
    note(fact) {
      notes.push(fact)

      if (notes.length >= MAX_NOTES) {
        void storeNotes()
      } else {
        timer ??= setTimeout(() => void storeNotes(), NOTE_EVERY_MS)
      }
    },
    async record(facts) {
      // What we tell about has been there, even if it is gone by now: nothing is refused.
      await completeFacts(facts, directory)
      await ingest.add(facts)
    },
  }
}
