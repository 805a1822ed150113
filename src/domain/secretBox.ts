/** Encrypts at rest; `open` throws on a text that no key of this installation sealed. */
export interface SecretBox {
  open(sealed: string): string
  seal(plain: string): string
}

/** A box with former keys, which open and no longer seal. */
export interface RotatingBox extends SecretBox {
  /** Whether a text is sealed with the key that seals now. */
  isCurrent(sealed: string): boolean
}
