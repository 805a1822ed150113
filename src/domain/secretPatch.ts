/** What is shown in place of a secret; sent back, it means "keep what is there". */
export const SECRET_MASK = '••••••••'

export interface PatchSecretsArgs {
  given: unknown
  seal: (plain: string) => string
  /** What is stored now, sealed. */
  stored: Readonly<Record<string, string>>
}

/**
 * Merges newly entered secrets into the stored ones; both sealed in the result.
 *
 * A key that is missing, empty or still the mask keeps its secret, so that a form which never saw it cannot wipe it;
 * null removes it.
 */
export function patchSecrets({ given, seal, stored }: PatchSecretsArgs): Record<string, string> {
  const patch = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const removed = patch.filter(([, value]) => value === null).map(([key]) => key)
  const entered = patch.filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '' && entry[1] !== SECRET_MASK,
  )

  return Object.fromEntries([
    ...Object.entries(stored).filter(([key]) => !removed.includes(key)),
    ...entered.map(([key, plain]) => [key, seal(plain)] as const),
  ])
}

/** Shows which secrets are set, and nothing of them. */
export const maskSecrets = (stored: unknown): Record<string, string> =>
  typeof stored === 'object' && stored !== null
    ? Object.fromEntries(Object.keys(stored).map((key) => [key, SECRET_MASK]))
    : {}

/** Tells whether the value is an object whose every value is text or null. */
export const isSecretPatch = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.values(value).every((part) => part === null || typeof part === 'string'))
