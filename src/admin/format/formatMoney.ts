import { localeTag } from './localeTag.ts'

/** An amount in minor units, in its own currency and without guessing how many minor units that has. */
export function formatMoney({
  amountMinor,
  currency,
  language,
}: {
  amountMinor: number
  currency: string
  language: string
}): string {
  const format = new Intl.NumberFormat(localeTag(language), { currency, style: 'currency' })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2

  return format.format(amountMinor / 10 ** digits)
}
