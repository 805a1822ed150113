/** Where a publication can be found on the platform. */
export interface Receipt {
  publishedAt?: string
  remoteId: string
  url?: string
}

export type Published = { state: 'published' } & Receipt
