'use client'

import { getTranslation } from '@payloadcms/translations'
import { useConfig, useTranslation } from '@payloadcms/ui'
import type { SelectFieldClient } from 'payload'

import { MINUTE } from '../../domain/duration.ts'
import { BLACKOUTS, CHANNELS } from '../../domain/slugs.ts'
import type { ChannelSummary } from '../data/summary.ts'
import { ChannelChoice } from '../post/ChannelChoice.tsx'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** What new blackouts of a file get. */
export interface Defaults {
  action: string
  /** None for every channel. */
  channels: readonly string[]
  kind: string
}

const CHOICES = ['kind', 'action'] as const

/** More than a list to tick can hold. */
const MAX_CHANNELS = 500

interface BlackoutDefaultsProps {
  chosen: Defaults
  onChange: (chosen: Defaults) => void
}

/** Of what kind the events of a file are, what happens to what falls into them, and on which channels. */
export function BlackoutDefaults({ chosen, onChange }: BlackoutDefaultsProps) {
  const { say } = useText()
  const { i18n } = useTranslation()
  const { getEntityConfig } = useConfig()
  const { api } = useUrls()
  const { data } = usePolled<{ docs: ChannelSummary[] }>({
    intervalMs: MINUTE,
    url: api(`/${CHANNELS}?depth=0&limit=${MAX_CHANNELS}&sort=createdAt&select[name]=true&select[mode]=true`),
  })
  const { fields } = getEntityConfig({ collectionSlug: BLACKOUTS }) ?? { fields: [] }
  const selects = CHOICES.flatMap((name) =>
    fields.filter((field): field is SelectFieldClient => field.type === 'select' && field.name === name),
  )
  const { channels } = chosen

  return (
    <>
      {selects.map(({ label, name, options }) => (
        <label className="drumbeat-field" key={name}>
          {typeof label === 'string' || typeof label === 'object' ? getTranslation(label, i18n) : name}
          <select
            onChange={({ target }) => onChange({ ...chosen, [name]: target.value })}
            value={chosen[name as (typeof CHOICES)[number]]}
          >
            {options.map((option) =>
              typeof option === 'string' ? null : (
                <option key={option.value} value={option.value}>
                  {getTranslation(option.label as string, i18n)}
                </option>
              ),
            )}
          </select>
        </label>
      ))}
      <details className="drumbeat-blackout-import__channels">
        <summary>
          {channels.length === 0
            ? say('blackoutImport:everywhere')
            : say('blackoutImport:onSome', { count: channels.length })}
        </summary>
        <ChannelChoice
          channels={data?.docs ?? []}
          chosen={channels}
          onChange={(ids) => onChange({ ...chosen, channels: ids })}
        />
      </details>
    </>
  )
}
