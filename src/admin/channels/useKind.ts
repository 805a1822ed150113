import { useConfig, useFormFields } from '@payloadcms/ui'

import type { ChannelKindFields } from '../../domain/accountFields.ts'

/** The kind that the form's channel is of, as far as the browser is told of it. */
export const useKind = (): ChannelKindFields | undefined =>
  useKindNamed(useFormFields(([fields]) => fields['kind']?.value))

/** The kind of that name, as far as the browser is told of it. */
export function useKindNamed(name: unknown): ChannelKindFields | undefined {
  const { drumbeat } = (useConfig().config.admin.custom ?? {}) as { drumbeat?: { channelKinds?: ChannelKindFields[] } }

  return drumbeat?.channelKinds?.find((each) => each.kind === name)
}
