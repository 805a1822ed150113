import type { DocumentViewServerProps } from 'payload'

import { TaskPage } from './TaskPage.tsx'

/** The page of one task; Payload has checked that the person may read the publication. */
export const TaskView = ({ doc }: DocumentViewServerProps) => <TaskPage id={String((doc as { id: unknown }).id)} />
