import type { Config, PayloadRequest } from 'payload'

import { databaseOf } from '../database/handles.ts'
import { sayOvertaken } from '../../hooks/sayOvertaken.ts'
import { createAlarms } from '../../collections/Alarms.ts'
import { createCollections } from '../../collections/index.ts'
import { createOperations } from '../../collections/Operations.ts'
import { closeInternals } from '../access/closeInternals.ts'
import { closeUploads } from '../access/closeUploads.ts'
import { findPerson } from '../access/people.ts'
import { DEFAULT_TIME_ZONE } from '../domain/timeZone.ts'
import {
  BLACKOUTS,
  BRAND_ASSETS,
  CAMPAIGNS,
  CHANNELS,
  LINKS,
  MEDIA,
  POSTS,
  PUBLICATIONS,
  SCHEDULES,
  WEBHOOKS,
} from '../domain/slugs.ts'
import { mergePresets } from '../domain/presets/presets.ts'
import { createBlackoutImportEndpoint } from '../import/blackouts/endpoint.ts'
import { alarmTestEndpoint } from './alarmEndpoints.ts'
import { withAdmin } from './admin.ts'
import { calendarEndpoints } from './calendar/calendarEndpoints.ts'
import { createChannelEndpoints } from './channelEndpoints.ts'
import { createFiguresImportEndpoint, createTaskEndpoints } from './assisted/taskEndpoints.ts'
import { createCheckEndpoint } from './checkEndpoint.ts'
import { listChannelKinds } from './channels.ts'
import { createBulkEndpoints } from './bulkEndpoints.ts'
import { withCollectionEndpoints } from './collectionEndpoints.ts'
import { createAppClock } from './appClock.ts'
import { composeServices } from './composition.ts'
import { toPayloadEndpoints } from './endpoints.ts'
import { createFiguresEndpoint } from './figuresEndpoint.ts'
import { importEndpoints } from './importEndpoints.ts'
import { withLocales } from './locales.ts'
import { withMappedRoles } from './mappedRoles.ts'
import { mergeCollections } from './mergeCollections.ts'
import type { DrumbeatOptions } from './options.ts'
import { prepareCollections, prepareGlobals } from './prepareCollections.ts'
import { createOccurrenceEndpoint } from './occurrenceEndpoint.ts'
import { cardEndpoint } from './media/cardEndpoint.ts'
import { createMediaEndpoints, createUsesEndpoint } from './media/mediaEndpoints.ts'
import { createPreviewEndpoint } from './previewEndpoint.ts'
import { createPublicationEndpoints } from './publicationEndpoints.ts'
import { createReleaseEndpoints } from './releaseEndpoints.ts'
import { createAddToQueueEndpoint, createQueueEndpoints } from './queueEndpoints.ts'
import { withReadiness } from './readiness.ts'
import { routesOf } from './routes.ts'
import { schedulePreviewEndpoint } from './schedulePreviewEndpoint.ts'
import { memoiseServices } from './services.ts'
import { withUploadLimits } from './uploadLimits.ts'
import { webhookEndpoints } from './webhookEndpoints.ts'

export type { DrumbeatOptions } from './options.ts'

/**
 * Adds Drumbeat to a Payload config.
 *
 * Spreads what the host has and overwrites none of it. With `enabled: false` the schema stays, and with it what protects the
 * data (access, validation, sealing, the audit log); nothing is armed, sent, served or shown.
 */
export const drumbeat =
  (options: DrumbeatOptions = {}) =>
  (config: Config): Config => {
    const appClock = createAppClock()
    const clock = () => appClock.now()
    const services = memoiseServices((payload) => composeServices(payload, { ...options, clock }))
    const rolesOf = (req: PayloadRequest) => findPerson(req.user)?.roles ?? []
    const figuresOf = (req: PayloadRequest) => services(req.payload).engagement.figures
    const { enabled = true, timeZone = DEFAULT_TIME_ZONE } = options
    const dependencies = {
      channelKinds: listChannelKinds(options.channels),
      clock,
      hasMappedRoles: options.roles !== undefined,
      services,
      timeZone,
    }
    const ours = withCollectionEndpoints(createCollections(dependencies), {
      [BLACKOUTS]: [createBlackoutImportEndpoint(dependencies)],
      [CAMPAIGNS]: [
        createFiguresEndpoint({ collection: CAMPAIGNS, figuresOf, kind: 'campaign' }),
        ...createReleaseEndpoints({ rolesOf, services }),
      ],
      [CHANNELS]: [
        createFiguresEndpoint({ collection: CHANNELS, figuresOf, kind: 'channel' }),
        createFiguresImportEndpoint({ servicesOf: (req) => services(req.payload) }),
        ...createChannelEndpoints({ services }),
        ...createQueueEndpoints({ services }),
      ],
      [BRAND_ASSETS]: [createUsesEndpoint(BRAND_ASSETS)],
      [LINKS]: [cardEndpoint],
      [MEDIA]: [
        ...createMediaEndpoints({ presets: mergePresets(options.presets), services }),
        createUsesEndpoint(MEDIA),
      ],
      [POSTS]: [
        createFiguresEndpoint({ collection: POSTS, figuresOf, kind: 'post' }),
        createPreviewEndpoint({ services }),
      ],
      [PUBLICATIONS]: [
        ...createBulkEndpoints({ rolesOf, services }),
        ...createPublicationEndpoints({ rolesOf, services }),
        ...createTaskEndpoints({ servicesOf: (req) => services(req.payload) }),
      ],
      [SCHEDULES]: [
        createAddToQueueEndpoint({ services }),
        createCheckEndpoint(dependencies),
        ...calendarEndpoints,
        createOccurrenceEndpoint({ services }),
        schedulePreviewEndpoint,
      ],
      [WEBHOOKS]: webhookEndpoints,
    })
    const collections = mergeCollections(config.collections ?? [], prepareCollections(ours, options))
    const extended = withLocales(
      {
        ...config,
        collections: withMappedRoles(collections, options.roles),
        globals: [
          ...(config.globals ?? []),
          ...prepareGlobals(
            [createOperations(dependencies), { ...createAlarms(dependencies), endpoints: [alarmTestEndpoint] }],
            options,
          ),
        ],
        custom: { ...config.custom, drumbeat: { services, timeZone } },
        hooks: { ...config.hooks, afterError: [...(config.hooks?.afterError ?? []), sayOvertaken] },
        endpoints: [
          ...(config.endpoints ?? []),
          ...(enabled ? [...importEndpoints({ ...options, clock }), ...toPayloadEndpoints(routesOf)] : []),
        ],
        onInit: async (payload) => {
          await appClock.follow(databaseOf(payload))
          await config.onInit?.(payload)
          closeInternals(payload)
          closeUploads(payload)
        },
        upload: withUploadLimits(config.upload),
      },
      options.locales,
    )

    return withReadiness(
      enabled && options.features?.admin !== false
        ? withAdmin(extended, {
            channelKinds: dependencies.channelKinds.map(({ credentials, kind, liveCheck, settings }) => ({
              credentials,
              kind,
              settings,
              ...(liveCheck && { liveCheck }),
            })),
            timeZone,
          })
        : extended,
    )
  }
