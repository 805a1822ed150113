import { textOf } from './richTextNode.ts'

/** A product or an offer shown inside a post. */
export interface ProductCard {
  mediaId: unknown
  name: string
  note: string
  price: string
  url: string
}

/** Reads the fields of a `productCard` block; a price is integer minor units with its currency. */
export function readProductCard(fields: Record<string, unknown>): ProductCard {
  const amountMinor = fields['priceMinor'] ?? fields['price']
  const currency = textOf(fields['currency']) || 'CNY'

  return {
    mediaId: fields['image'] ?? fields['media'] ?? null,
    name: textOf(fields['name']) || textOf(fields['title']),
    note: textOf(fields['note']) || textOf(fields['description']),
    price: typeof amountMinor === 'number' ? formatPrice(amountMinor, currency) : '',
    url: textOf(fields['url']),
  }
}

function formatPrice(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('zh-CN', { currency, style: 'currency' })

  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
