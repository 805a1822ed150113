/** Whose word it is that something was published. */
export interface Attestation {
  /** An ISO instant. */
  at: string
  /** The user's id. */
  by: string
  /** True when nothing could be seen at the address and the person recorded it all the same. */
  isUnseen?: true
}

/** Where a publication can be found on the platform. */
export interface Receipt {
  /** Set where a person said so, and not the platform. */
  attested?: Attestation
  publishedAt?: string
  remoteId: string
  url?: string
}

export type Published = { state: 'published' } & Receipt
