import type { Endpoint, PayloadRequest } from 'payload'
import { toString as drawCode } from 'qrcode'

import { findPerson } from '../../access/people.ts'
import { readEnv } from '../../config/env.ts'
import { PUBLICATION_ACTION_ROLES } from '../../domain/publicationActions.ts'
import { reason } from '../../domain/reasons/reason.ts'
import { languageOf } from '../../domain/reasons/fillText.ts'
import { CHANNELS, PUBLICATIONS } from '../../domain/slugs.ts'
import { readSheet } from '../../import/readSheet.ts'
import { publicUrlOf } from '../channels.ts'
import type { ComposedServices } from '../composition.ts'
import { answerError, problem, readJson } from '../../endpoints/jsonEndpoint.ts'
import { fileNameOf, listPackEntries, readPackFile } from './packFiles.ts'
import { zipPack } from './zipPack.ts'

export interface TaskEndpointsDependencies {
  servicesOf: (req: PayloadRequest) => Pick<ComposedServices, 'assisted' | 'files'>
}

type Answer = (args: { id: string; req: PayloadRequest }) => Promise<Response>

/**
 * What a person needs who publishes by hand, below `/api/publications/:id`.
 *
 * `GET task`: the task (`TaskView`); `PATCH task` `{assignee?, done?}`; `GET pack`: a ZIP of pictures and words;
 * `GET pack/:number`: one picture; `POST platform-figures` `{totals: {view: 1200, …}}`: what the platform counts; `GET task-code`: the page's address as a QR code (SVG). For those who may attest.
 */
export function createTaskEndpoints({ servicesOf }: TaskEndpointsDependencies): Endpoint[] {
  const endpoint = (method: 'get' | 'patch' | 'post', path: `/${string}`, answer: Answer): Endpoint => ({
    handler: guard(PUBLICATIONS, answer),
    method,
    path: `/:id${path}`,
  })

  return [
    endpoint('get', '/task', async (args) => json(await servicesOf(args.req).assisted.view(args))),
    endpoint('patch', '/task', async (args) => {
      const data = await readJson(args.req)

      return data === null
        ? problem(400, [reason('BODY')], args.req)
        : json(await servicesOf(args.req).assisted.change({ ...args, data }))
    }),
    endpoint('post', '/platform-figures', async (args) => {
      const data = await readJson(args.req)

      return data === null
        ? problem(400, [reason('BODY')], args.req)
        : json(await servicesOf(args.req).assisted.figures({ ...args, data }))
    }),
    endpoint('get', '/pack', async (args) => {
      const { assisted, files } = servicesOf(args.req)
      const { channel, pack, title } = await assisted.pack(args)
      const entries = listPackEntries({
        channel,
        files,
        language: args.req.i18n.language,
        pack,
        signal: signalOf(args.req),
      })

      return new Response(zipPack(entries), {
        headers: {
          ...PRIVATE,
          'content-disposition': attachment(`${title || args.id}.zip`),
          'content-type': 'application/zip',
        },
      })
    }),
    endpoint('get', '/pack/:number', async (args) => {
      const { assisted, files } = servicesOf(args.req)
      const { channel, pack } = await assisted.pack(args)
      const number = Number(args.req.routeParams?.['number'])
      const file = await readPackFile({ channel, files, number, pack, signal: signalOf(args.req) })

      return file === null
        ? problem(404, [reason('NO_FILE')], args.req)
        : new Response(file.bytes, {
            headers: {
              ...PRIVATE,
              'content-disposition': `inline; filename="${fileNameOf(file, number)}"`,
              'content-type': file.mimeType,
            },
          })
    }),
    endpoint('get', '/task-code', async ({ id, req }) => {
      const { admin } = req.payload.config.routes
      const address = `${publicUrlOf(readEnv())}${admin}/collections/${PUBLICATIONS}/${id}/task`

      return new Response(await drawCode(address, { margin: 2, type: 'svg' }), {
        headers: { ...PRIVATE, 'content-type': 'image/svg+xml' },
      })
    }),
  ]
}

/**
 * `POST /api/channels/:id/platform-figures`: takes what a platform's creator page exports (XLSX or CSV, as the body) and answers
 * `{imported, unmatched: [{row, title, why}]}`. For those who may attest.
 */
export const createFiguresImportEndpoint = ({ servicesOf }: TaskEndpointsDependencies): Endpoint => ({
  handler: guard(CHANNELS, async ({ id, req }) => {
    const reading = await readSheet(Buffer.from((await req.arrayBuffer?.()) ?? new ArrayBuffer(0)))

    if (!reading.ok) {
      const { code, message } = reading.problem

      return problem(400, [{ code, message: message[languageOf(req.i18n.language)] }])
    }

    const report = await servicesOf(req).assisted.importFigures({ channelId: id, req, rows: reading.rows })

    return report === null ? problem(400, [reason('NO_EXPORT')], req) : json(report)
  }),
  method: 'post',
  path: '/:id/platform-figures',
})

const PRIVATE = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

const json = (body: unknown): Response => Response.json(body, { headers: PRIVATE })

const signalOf = (req: PayloadRequest): AbortSignal => req.signal ?? new AbortController().signal

/** RFC 6266: the name for all, and in UTF-8 for those who know it. */
const attachment = (name: string): string =>
  `attachment; filename="pack.zip"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`

/** Lets in those who may attest and may read the document; Payload's endpoints are open unless they check. */
function guard(collection: typeof CHANNELS | typeof PUBLICATIONS, answer: Answer): Endpoint['handler'] {
  return async (req) => {
    if (req.user === null) {
      return problem(401, [reason('UNAUTHENTICATED')], req)
    }

    if (!findPerson(req.user)?.roles.some((role) => PUBLICATION_ACTION_ROLES.attest.includes(role))) {
      return problem(403, [reason('FORBIDDEN', { values: { action: 'attest' } })], req)
    }

    const id = String(req.routeParams?.['id'])
    const { totalDocs } = await req.payload.count({
      collection,
      overrideAccess: false,
      req,
      where: { id: { equals: id } },
    })

    if (totalDocs === 0) {
      return problem(404, [reason('NO_PUBLICATION', { values: { id } })], req)
    }

    try {
      return await answer({ id, req })
    } catch (error) {
      return answerError(error, req)
    }
  }
}
