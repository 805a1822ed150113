'use client'

import { Link } from '@payloadcms/ui'

import type { ProgressRow } from '../../domain/release/board.ts'
import { PUBLICATIONS } from '../../domain/slugs.ts'
import { StatePill } from '../elements/StatePill.tsx'
import { Reason } from '../publications/Reason.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

const SHOWN = 6

/** The publications of an item as the ledger has them; of a repeat the first few. */
export function ItemPublications({ publications }: { publications: readonly ProgressRow[] }) {
  const { say } = useText()
  const { admin } = useUrls()

  return publications.length === 0 ? null : (
    <ul className="drumbeat-release__rows">
      {publications.slice(0, SHOWN).map(({ channel, error, id, restores, state }) => (
        <li key={id}>
          <Link href={admin(`/collections/${PUBLICATIONS}/${id}`)}>{channel}</Link>
          <StatePill state={state} />
          {restores !== null && <span className="drumbeat-muted">{say('release:restores')}</span>}
          <Reason error={error} isShort state={state} />
        </li>
      ))}
      {publications.length > SHOWN && (
        <li className="drumbeat-muted">{say('general:more', { count: publications.length - SHOWN })}</li>
      )}
    </ul>
  )
}
