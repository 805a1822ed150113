import type { PayloadRequest, WidgetServerProps } from 'payload'

import { databaseOf } from '../../database/handles.ts'
import { chosenTimeZone } from '../../domain/timeZone.ts'
import { localeOf } from '../data/readView.ts'
import { knownZone } from '../data/dayWindow.ts'
import { findOverview, type Overview } from '../data/overview.ts'
import { Attention } from './Attention.tsx'
import { ClockHealth } from './ClockHealth.tsx'
import { Today } from './Today.tsx'
import { ZONE_COOKIE } from './zoneCookie.ts'

export const TodayWidget = async ({ req }: WidgetServerProps) => <Today initial={await overviewOf(req)} />

export const AttentionWidget = async ({ req }: WidgetServerProps) => <Attention initial={await overviewOf(req)} />

export const ClockWidget = async ({ req }: WidgetServerProps) => <ClockHealth initial={await overviewOf(req)} />

const overviews = new WeakMap<PayloadRequest, Promise<Overview>>()

/** The facts of one page view, found once for all its widgets. */
function overviewOf(req: PayloadRequest): Promise<Overview> {
  let overview = overviews.get(req)

  if (overview === undefined) {
    const cookie = req.headers.get('cookie')?.match(new RegExp(`${ZONE_COOKIE}=([^;]+)`, 'u'))?.[1]

    overview = findOverview({
      db: databaseOf(req.payload),
      locale: localeOf(req.i18n.language),
      timeZone: knownZone(
        cookie === undefined ? null : decodeURIComponent(cookie),
        chosenTimeZone(req.payload.config.custom),
      ),
    })
    overviews.set(req, overview)
  }

  return overview
}
