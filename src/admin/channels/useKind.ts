import { useConfig, useFormFields } from '@payloadcms/ui'

import type { ChannelKindFields } from '../../domain/accountFields.ts'

/** The kind that the form's channel is of, as far as the browser is told of it. */
export function useKind(): ChannelKindFields | undefined {
  const kind = useFormFields(([fields]) => fields['kind']?.value)
  const { drumbeat } = (useConfig().config.admin.custom ?? {}) as { drumbeat?: { channelKinds?: ChannelKindFields[] } }

  return drumbeat?.channelKinds?.find((each) => each.kind === kind)
}
