'use client'

import { SetStepNav } from '@payloadcms/ui'

/** The path at the head of a page of ours. */
export const ViewStepNav = ({ label }: { label: string }) => <SetStepNav nav={[{ label }]} />
