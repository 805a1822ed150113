'use client'

import { Button, ConfirmationModal, useListQuery, useModal, useRouteCache, useSelection } from '@payloadcms/ui'

import { PUBLICATION_ACTION_ROLES } from '../../domain/publicationActions.ts'
import { useText } from '../text/useText.ts'
import { useBulkAct, type Which } from './useBulkAct.ts'
import { useRoles } from './useMayAct.ts'

const MODAL = 'drumbeat-redrive'

/** Above the list of publications, once some are ticked: sends them again. */
export function RedriveSelected() {
  const { count, selectAll, selectedIDs } = useSelection()
  const { query } = useListQuery()
  const { closeModal, openModal } = useModal()
  const { clearRouteCache } = useRouteCache()
  const { isBusy, run } = useBulkAct()
  const { say } = useText()
  const roles = useRoles()

  if (count === 0 || !PUBLICATION_ACTION_ROLES.retry.some((role) => roles.includes(role))) {
    return null
  }

  // Payload marks "all, on every page" by a status and not by ids.
  const which: Which =
    (selectAll as string) === 'allAvailable' ? { where: query.where ?? {} } : { ids: selectedIDs.map(String) }

  return (
    <div className="drumbeat-redrive">
      <span className="drumbeat-muted">{say('bulk:selected', { count })}</span>
      <Button disabled={isBusy} margin={false} onClick={() => openModal(MODAL)} size="small">
        {say('bulk:redrive', { count })}
      </Button>
      <ConfirmationModal
        body={say('bulk:redriveAsk', { count })}
        confirmLabel={say('bulk:redrive', { count })}
        heading={say('bulk:redrive', { count })}
        modalSlug={MODAL}
        onConfirm={async () => {
          await run('redrive', which)
          closeModal(MODAL)
          clearRouteCache()
        }}
      />
    </div>
  )
}
