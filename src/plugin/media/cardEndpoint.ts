import { ObjectId } from 'mongodb'
import type { Endpoint, PayloadRequest } from 'payload'

import { CARD_FORMS, type CardFormName } from '../../../media/cards/cardForms.ts'
import { type CardPicture, drawCard } from '../../../media/cards/drawCard.ts'
import { readEnv } from '../../config/env.ts'
import { rawCollection } from '../../database/handles.ts'
import { NotFoundError } from '../../domain/errors.ts'
import { LINKS, MEDIA } from '../../domain/slugs.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { forPeople } from '../calendar/forPeople.ts'
import { publicUrlOf } from '../channels.ts'
import { problem } from '../../endpoints/jsonEndpoint.ts'
import { isAdvertising } from './isAdvertising.ts'
import { createReadOriginal } from '../../../hooks/media/readOriginal.ts'

/**
 * `GET /api/links/:id/card?form=poster|share-card&title=…&media=…&ad=1`: a card to pass on, with the link's QR code.
 *
 * The subtitle is the partner of the link's collaboration, else its campaign. `title` is the campaign's or the note
 * unless given; `media` a picture of the library. 广告 is drawn where the
 * link's business wants it, and with `ad=1` where it does not. A JPEG; nothing is stored.
 */
export const cardEndpoint: Endpoint = {
  handler: forPeople(async (req) => {
    const form = req.searchParams.get('form') ?? 'poster'

    if (!isForm(form)) {
      return problem(400, [reason('CARD_FORM', { path: 'form' })], req)
    }

    const card = await draw(req, form)

    return new Response(new Uint8Array(card), {
      headers: {
        'cache-control': 'no-store',
        'content-disposition': `inline; filename="${form}.jpg"`,
        'content-type': 'image/jpeg',
      },
    })
  }),
  method: 'get',
  path: '/:id/card',
}

const isForm = (form: string): form is CardFormName => Object.hasOwn(CARD_FORMS, form)

async function draw(req: PayloadRequest, form: CardFormName): Promise<Buffer> {
  const id = String(req.routeParams?.['id'])
  const link = await req.payload.findByID({ id, collection: LINKS, depth: 2, overrideAccess: false, req })
  const campaign = nameOf(link.campaign)
  const partner = nameOf((link.collaboration as { partner?: unknown } | null | undefined)?.partner)
  const picture = await findPicture(req)
  const isAd = req.searchParams.get('ad') === '1' || (await isAdvertising(req.payload, link.id))

  return drawCard({
    form,
    hint: req.i18n.language.startsWith('zh') ? '扫码查看' : 'Scan to see more',
    labels: isAd ? ['ad'] : [],
    picture,
    subtitle: partner || (campaign === '' ? '' : campaign),
    title: req.searchParams.get('title') || campaign || link.note || link.code || '',
    url: `${publicUrlOf(readEnv())}/r/${link.code}`,
  })
}

const nameOf = (document: unknown): string => {
  const { name } = (typeof document === 'object' && document !== null ? document : {}) as { name?: unknown }

  return typeof name === 'string' ? name : ''
}

async function findPicture(req: PayloadRequest): Promise<CardPicture | null> {
  const id = req.searchParams.get('media')

  if (id === null) {
    return null
  }

  // By Payload's own access, so that nobody sees what he may not.
  const { mimeType } = await req.payload.findByID({ id, collection: MEDIA, depth: 0, overrideAccess: false, req })
  const document = await rawCollection(req.payload, MEDIA).findOne({ _id: new ObjectId(id) })

  if (document === null || mimeType?.startsWith('image/') !== true) {
    throw new NotFoundError(`There is no picture ${id}`)
  }

  return {
    aiGenerated: document['aiGenerated'] === true,
    data: await createReadOriginal(req.payload)(document),
    id,
  }
}
