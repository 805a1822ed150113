import type { Labels } from '../labels.ts'

/**
 * Which of our two languages an `Accept-Language` header prefers; English where it names neither.
 *
 * Weights count (RFC 9110, 12.5.4): `en;q=0.5, zh-CN` is Chinese.
 */
export function acceptedLanguage(header: string | null | undefined): keyof Labels {
  const weight = (language: string): number =>
    Math.max(
      0,
      ...(header ?? '').split(',').map((range) => {
        const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
        const quality = parameters.find((each) => each.trim().startsWith('q='))?.split('=')[1]

        return tag === language || tag.startsWith(`${language}-`) ? Number(quality ?? 1) || 0 : 0
      }),
    )

  return weight('zh') > weight('en') ? 'zh' : 'en'
}
