import { randomBytes } from 'node:crypto'

import { ObjectId } from 'mongodb'
import type { CollectionBeforeChangeHook, FieldHook, TypeWithID } from 'payload'

import { rawCollection, sessionOf } from '../src/database/handles.ts'
import { SECRET_MASK } from '../src/domain/secretPatch.ts'
import type { Dependencies } from './dependencies.ts'

interface WithSecret extends TypeWithID {
  secret?: string | null
}

const SECRET_BYTES = 24
const REVEALED = 'drumbeat.revealedSecret'

/** Seals a signing secret, makes one where none is given, and keeps the old one where the mask comes back. */
export const sealSecret =
  ({ services }: Pick<Dependencies, 'services'>): CollectionBeforeChangeHook<WithSecret> =>
  async ({ collection, data, operation, originalDoc, req }) => {
    const given = data.secret === SECRET_MASK ? '' : (data.secret ?? '')

    if (given === '' && operation === 'update' && originalDoc !== undefined) {
      const session = await sessionOf(req)
      const stored = await rawCollection<{ secret?: string }>(req.payload, collection.slug).findOne(
        { _id: new ObjectId(originalDoc.id) },
        session === undefined ? {} : { session },
      )

      return { ...data, secret: stored?.secret }
    }

    const secret = given === '' ? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}` : given

    req.context[REVEALED] = secret

    return { ...data, secret: services(req.payload).secrets.seal(secret) }
  }

/** Shows a secret once, in the answer to the save that set it; afterwards only that there is one. */
export const revealOnce: FieldHook = ({ context, value }) =>
  (value ? (context[REVEALED] ?? SECRET_MASK) : null) as unknown
