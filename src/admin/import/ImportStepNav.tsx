'use client'

import { SetStepNav } from '@payloadcms/ui'

import { useText } from '../text/useText.ts'

/** The path at the head of the page. */
export function ImportStepNav() {
  const { say } = useText()

  return <SetStepNav nav={[{ label: say('import:title') }]} />
}
