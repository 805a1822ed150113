'use client'

import { Button, useDocumentInfo } from '@payloadcms/ui'

import { SCHEDULES } from '../../domain/slugs.ts'
import type { PostBoard } from '../data/postBoard.ts'
import { formatInstant } from '../format/formatInstant.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { useMayPlan } from './useMayPlan.ts'
import { usePostBoard } from './usePostBoard.ts'

/** On the post's edit page: says that what is armed is an older version. */
export function EditedBannerField() {
  const { id } = useDocumentInfo()
  const { data, refresh } = usePostBoard(id === undefined ? null : String(id))

  return data === null ? null : <EditedBanner board={data} onDone={refresh} />
}

interface EditedBannerProps {
  board: PostBoard
  onDone: () => Promise<void>
}

/** Editing never changes what is armed; this says so, and offers to arm the newest approved version instead. */
export function EditedBanner({ board, onDone }: EditedBannerProps) {
  const { language, say } = useText()
  const timeZone = useViewerZone()
  const mayPlan = useMayPlan()
  const { isBusy, run } = useAct()
  const { api } = useUrls()
  const outdated = board.schedules.filter(({ isOutdated }) => isOutdated)

  if (board.pinnedAt === null || outdated.length === 0) {
    return null
  }

  const rearm = async (): Promise<void> => {
    await run(
      () =>
        Promise.all(
          outdated.map(({ id }) =>
            requestJson(api(`/${SCHEDULES}/${id}?depth=0`), { json: { rearm: true, state: 'armed' }, method: 'PATCH' }),
          ),
        ),
      say('post:reArmDone'),
    )
    await onDone()
  }

  return (
    <div className="drumbeat-notice" role="status">
      <div>
        <strong>{say('post:edited')}</strong>
        <p>
          {say('post:editedHelp', { time: formatInstant({ at: board.pinnedAt, form: 'short', language, timeZone }) })}
        </p>
      </div>
      {mayPlan &&
        (board.stage === 'approved' ? (
          <Button disabled={isBusy} margin={false} onClick={() => void rearm()} size="small" type="button">
            {say('post:reArm')}
          </Button>
        ) : (
          <span>{say('post:editedNeedsApproval')}</span>
        ))}
    </div>
  )
}
