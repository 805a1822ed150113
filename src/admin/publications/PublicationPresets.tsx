'use client'

import { Link } from '@payloadcms/ui'
import { useSearchParams } from 'next/navigation.js'

import { PUBLICATIONS } from '../../domain/slugs.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { findPresets, listQuery } from './presets.ts'

/** Ready-made views above the list of publications. */
export function PublicationPresets() {
  const { say } = useText()
  const { admin } = useUrls()
  const timeZone = useViewerZone()
  const filter = conditionsIn(useSearchParams().toString())

  return (
    <nav aria-label={say('publication:title')} className="drumbeat-presets">
      {findPresets({ now: new Date(), timeZone }).map(({ conditions, name }) => {
        const query = listQuery(conditions)

        return (
          <Link
            aria-current={conditionsIn(query) === filter ? 'page' : undefined}
            href={admin(`/collections/${PUBLICATIONS}${query === '' ? '' : `?${query}`}`)}
            key={name}
          >
            {say(`publication:${name}`)}
          </Link>
        )
      })}
    </nav>
  )
}

/** The filter of a list's address in one comparable form, whatever else the address says. */
const conditionsIn = (query: string): string =>
  [...new URLSearchParams(query)]
    .filter(([key]) => key.startsWith('where'))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('&')
