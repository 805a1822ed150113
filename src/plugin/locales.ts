import type { Config } from 'payload'

import { type Locale, LOCALES } from '../domain/content.ts'

const LABELS: Record<Locale, string> = { en: 'English', zh: '中文' }

/** Content in several locales; a host that has chosen its own keeps them. */
export function withLocales(config: Config, locales: readonly Locale[] = LOCALES): Config {
  const [defaultLocale] = locales

  if (config.localization !== undefined || defaultLocale === undefined) {
    return config
  }

  return {
    ...config,
    localization: {
      defaultLocale,
      fallback: true,
      locales: locales.map((code) => ({ code, label: LABELS[code] })),
    },
  }
}
