'use client'

import { Link, useRouteCache } from '@payloadcms/ui'
import type { DefaultCellComponentProps } from 'payload'

import type { Locale } from '../../domain/content.ts'
import type { PublicationError, PublicationState, UnwantedCode } from '../../domain/publication.ts'
import { PUBLICATIONS } from '../../domain/slugs.ts'
import { localeOf } from '../data/readView.ts'
import { Instant } from '../elements/Instant.tsx'
import { ModePill } from '../elements/ModePill.tsx'
import { StatePill } from '../elements/StatePill.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { Lateness } from './Lateness.tsx'
import { PublicationActions } from './PublicationActions.tsx'
import { Reason } from './Reason.tsx'

interface Row {
  content?: { post?: { locales?: Partial<Record<Locale, { title: string }>> } }
  dueAt: string
  error?: Partial<PublicationError> | null
  id: string
  latenessMs?: number | null
  rehearsal?: boolean
  state: PublicationState
  unwanted?: UnwantedCode | null
}

const rowOf = ({ rowData }: DefaultCellComponentProps): Row => rowData as unknown as Row

/** An empty group comes from Payload as an object without a code. */
const errorOf = ({ error }: Row): PublicationError | null =>
  error?.code === undefined ? null : { class: 'gate', message: '', ...error, code: error.code }

const titleOf = ({ content }: Row, language: string): string => {
  const locales = content?.post?.locales

  return locales?.[localeOf(language)]?.title ?? locales?.zh?.title ?? '—'
}

/** The title as it goes out, leading to the publication. */
export function PublicationPostCell(props: DefaultCellComponentProps) {
  const { language } = useText()
  const { admin } = useUrls()
  const row = rowOf(props)

  return <Link href={admin(`/collections/${PUBLICATIONS}/${row.id}`)}>{titleOf(row, language)}</Link>
}

/** State, rehearsal and reason. */
export function PublicationStateCell(props: DefaultCellComponentProps) {
  const row = rowOf(props)

  return (
    <div className="drumbeat-cell">
      <span className="drumbeat-row__where">
        <StatePill state={row.state} />
        {row.rehearsal === true && <ModePill mode="rehearsal" />}
      </span>
      <Reason error={errorOf(row)} isShort state={row.state} unwanted={row.unwanted ?? null} />
    </div>
  )
}

/** When it is due, and how late it began. */
export function DueCell(props: DefaultCellComponentProps) {
  const row = rowOf(props)

  return (
    <div className="drumbeat-cell">
      <Instant at={row.dueAt} />
      <LatenessCell {...props} />
    </div>
  )
}

export function LatenessCell(props: DefaultCellComponentProps) {
  const { dueAt, latenessMs = null, state } = rowOf(props)

  return <Lateness publication={{ dueAt, latenessMs, state }} />
}

export function ReasonCell(props: DefaultCellComponentProps) {
  const row = rowOf(props)

  return <Reason error={errorOf(row)} isShort state={row.state} unwanted={row.unwanted ?? null} />
}

/** The first act that fits the row. */
export function PublicationActsCell(props: DefaultCellComponentProps) {
  const { language } = useText()
  const { clearRouteCache } = useRouteCache()
  const row = rowOf(props)

  return (
    <PublicationActions
      onDone={clearRouteCache}
      publication={{ channel: { name: '' }, id: row.id, post: { title: titleOf(row, language) }, state: row.state }}
      shows="first"
    />
  )
}
