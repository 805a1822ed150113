import type { I18nClient } from '@payloadcms/translations'

import type { Say } from './translations.ts'

type AnyKey = Parameters<I18nClient['t']>[0]

/** Speaks our texts through Payload's own translations, on the server or in the browser. */
export const sayIn =
  (i18n: Pick<I18nClient, 't'>): Say =>
  (key, values) =>
    i18n.t(`drumbeat:${key}` as AnyKey, values)
