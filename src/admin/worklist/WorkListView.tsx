import type { AdminViewServerProps } from 'payload'

import { databaseOf } from '../../database/handles.ts'
import { localeOf } from '../data/readView.ts'
import { findWorkList } from '../data/workList.ts'
import { GuardedView } from '../elements/GuardedView.tsx'
import { sayIn } from '../text/sayIn.ts'
import { WORK_LIST_PATH, WORK_LIST_ROLES } from './workListAccess.ts'
import { WorkListPanel } from './WorkListPanel.tsx'

/** What is late and waits for an answer. */
export function WorkListView(props: AdminViewServerProps) {
  const { req } = props.initPageResult

  return (
    <GuardedView path={WORK_LIST_PATH} roles={WORK_LIST_ROLES} title={sayIn(req.i18n)('worklist:title')} view={props}>
      {async () => (
        <WorkListPanel
          initial={await findWorkList({ db: databaseOf(req.payload), locale: localeOf(req.i18n.language) })}
        />
      )}
    </GuardedView>
  )
}
