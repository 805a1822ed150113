/** Encrypts at rest; `open` throws on a text that this secret did not seal. */
export interface SecretBox {
  open(sealed: string): string
  seal(plain: string): string
}
