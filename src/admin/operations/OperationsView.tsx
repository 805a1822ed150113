import type { AdminViewServerProps } from 'payload'

import { databaseOf } from '../../database/handles.ts'
import { findOperationsBoard } from '../data/operationsBoard.ts'
import { localeOf } from '../data/readView.ts'
import { GuardedView } from '../elements/GuardedView.tsx'
import { sayIn } from '../text/sayIn.ts'
import { OPERATIONS_PATH, OPERATIONS_ROLES } from './operationsAccess.ts'
import { OperationsPanel } from './OperationsPanel.tsx'

/** How the sending itself does. */
export function OperationsView(props: AdminViewServerProps) {
  const { req } = props.initPageResult

  return (
    <GuardedView path={OPERATIONS_PATH} roles={OPERATIONS_ROLES} title={sayIn(req.i18n)('ops:title')} view={props}>
      {async () => (
        <OperationsPanel
          initial={await findOperationsBoard({ db: databaseOf(req.payload), locale: localeOf(req.i18n.language) })}
        />
      )}
    </GuardedView>
  )
}
