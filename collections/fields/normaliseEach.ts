/** Each text of a list in its normal form, once and not empty; what is no list, or no text in it, stays for validation. */
export const normaliseEach =
  (normalise: (text: string) => string) =>
  ({ value }: { value?: unknown }): unknown =>
    Array.isArray(value)
      ? [...new Set(value.map((one: unknown) => (typeof one === 'string' ? normalise(one) : one)))].filter(
          (one) => one !== '',
        )
      : value
