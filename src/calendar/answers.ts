import { LRUCache } from 'lru-cache'

import { MIB, MINUTE } from '../domain/duration.ts'

/** One month of 5,000 entries takes about 2.5 MB, as bytes: Chinese takes twice as much as a text, and would be made into bytes each time. */
const MAX_BYTES = 32 * MIB

/** The bytes of an answer. */
type AnswerBody = Uint8Array<ArrayBuffer>

interface Answer {
  body: AnswerBody
  revision: string
}

export interface GetAnswerArgs {
  /** Makes the body when there is none for this revision. */
  make: () => Promise<AnswerBody>
  /** What is asked, and what the asker may see. */
  question: string
  /** Null while nobody can say whether something changed: nothing is remembered then. */
  revision: string | null
}

/**
 * Remembers answers while nothing changes: of all who look at the same month, the first one after a change pays for it.
 *
 * Who may see what is part of the question, so nobody gets what was made for another.
 */
export function createAnswers(): (args: GetAnswerArgs) => Promise<AnswerBody> {
  const answers = new LRUCache<string, Answer>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ body }, question) => 2 * question.length + body.byteLength,
    // What nobody tells of, such as a write past the app, is seen by then.
    ttl: MINUTE,
  })
  const making = new Map<string, Promise<AnswerBody>>()

  return async ({ make, question, revision }) => {
    if (revision === null) {
      return make()
    }

    const known = answers.get(question)

    if (known?.revision === revision) {
      return known.body
    }

    const key = `${revision} ${question}`
    const body = making.get(key) ?? make().finally(() => making.delete(key))

    making.set(key, body)
    answers.set(question, { body: await body, revision })

    return body
  }
}
