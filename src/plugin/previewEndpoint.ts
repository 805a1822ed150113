import type { Endpoint, Payload, PayloadRequest } from 'payload'
import { z } from 'zod'

import type { Services } from '../../hooks/dependencies.ts'
import type { RenditionMaker } from '../../jobs/renditions/createRenditions.ts'
import { DEFAULT_LOCALE, LOCALES } from '../domain/content.ts'
import { POSTS } from '../domain/slugs.ts'
import { type ReasonCode, sayReason } from '../domain/reasons/reason.ts'
import { problem, readJson, refuseStrangers, refuseUnknown } from '../endpoints/jsonEndpoint.ts'
import { parseBody } from '../endpoints/parseBody.ts'
import type { ChannelPreview } from '../domain/writing/channelPreview.ts'
import { composePreviews } from './composePreviews.ts'

const schema = z.object({
  channels: z.array(z.string().regex(/^[\da-f]{24}$/, { error: 'CHANNEL_ID' satisfies ReasonCode })).optional(),
  data: z.record(z.string(), z.unknown()).default({}),
  locale: z.enum(LOCALES).default(DEFAULT_LOCALE),
})

/**
 * `POST /api/posts/:id/preview` `{channels?, locale?, data?}`: how the newest draft would look on each channel.
 *
 * Answers `{previews: [ChannelPreview]}`: what is rendered, counted and found, with what to do about it, and what a variant starts from. `data` is a form that is not saved yet.
 * For people who may read the post; nothing is written and nothing is sent.
 */
export const createPreviewEndpoint = ({ services }: PreviewDependencies): Endpoint => ({
  async handler(req) {
    const refusal = refuseStrangers(req)

    if (refusal !== null) {
      return refusal
    }

    const asked = parseBody(schema, await readJson(req), req.i18n.language)

    if ('problems' in asked) {
      return problem(400, asked.problems, req)
    }

    const { channels = null, data: form, locale } = asked.data
    const postId = String(req.routeParams?.['id'])

    if (!(await mayRead(req, postId))) {
      return refuseUnknown(req)
    }

    const { channels: registry, renditions } = services(req.payload)
    const previews = await composePreviews({ channelIds: channels, form, locale, postId, registry, renditions, req })

    return Response.json(
      { previews: previews.map((preview) => inLanguage(preview, req.i18n.language)) },
      { headers: { 'cache-control': 'no-store' } },
    )
  },
  method: 'post',
  path: '/:id/preview',
})

interface PreviewDependencies {
  services: (payload: Payload) => Pick<Services, 'channels'> & { renditions: Pick<RenditionMaker, 'drawingsFor'> }
}

const inLanguage = (preview: ChannelPreview, language: string): ChannelPreview => ({
  ...preview,
  findings: preview.findings.map((finding) => ({ ...finding, message: sayReason(finding, language) })),
})

async function mayRead(req: PayloadRequest, id: string): Promise<boolean> {
  if (!/^[\da-f]{24}$/.test(id)) {
    return false
  }

  const found = await req.payload
    .findByID({ id, collection: POSTS, depth: 0, disableErrors: true, draft: true, overrideAccess: false, req })
    // A role that may read no post at all is answered by an error, not by null.
    .catch((error: unknown) => {
      if ((error as { status?: unknown }).status === 403) {
        return null
      }

      throw error
    })

  return found !== null
}
