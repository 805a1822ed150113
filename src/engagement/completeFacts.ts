import type { EngagementFact } from '../domain/engagement.ts'
import { REFERENCE_KINDS } from '../domain/engagement.ts'
import type { Reason } from '../domain/errors.ts'
import type { Reference } from '../domain/factSubjects.ts'
import { addReferences, FOLLOWED_KINDS, PLAIN_KINDS, referenceKey, unknownReference } from '../domain/factSubjects.ts'
import type { Directory } from './directory.ts'

/**
 * Adds to each fact the subjects that follow from what it names: a link's publication, its post, channel and campaign.
 *
 * Gives the reasons of those facts that name a document which is not there, by their place; these
 * must not be stored. Asks the database at most once per kind of document, however many facts there are.
 */
export async function completeFacts(
  facts: readonly EngagementFact[],
  directory: Directory,
): Promise<Map<number, Reason>> {
  const refused = new Map<number, Reason>()
  const named = facts.map((fact) => new Set(referencesTo(fact, REFERENCE_KINDS).map(referenceKey)))

  for (const kinds of [PLAIN_KINDS, ...FOLLOWED_KINDS.map((kind) => [kind])]) {
    const wanted = facts.map((fact) => referencesTo(fact, kinds))
    const found = await directory.find(wanted.flat())

    facts.forEach((fact, index) => {
      for (const reference of wanted[index] ?? []) {
        const references = found.get(referenceKey(reference))

        if (references !== undefined) {
          addReferences(fact, references)
        } else if (named[index]?.has(referenceKey(reference)) === true && !refused.has(index)) {
          // What only followed from another document may be gone by now; that is not the sender's mistake.
          refused.set(index, unknownReference(reference))
        }
      }
    })
  }

  return refused
}

const referencesTo = (fact: EngagementFact, kinds: readonly Reference['kind'][]): Reference[] =>
  kinds.flatMap((kind) => {
    const id = fact[kind]

    return id === undefined ? [] : [{ id, kind }]
  })
