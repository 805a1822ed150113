/** What a platform gives in exchange for an account's credentials; ends by itself. */
export interface AccessToken {
  expiresAt: Date
  /** When no renewal is possible any more and only a person can connect the account anew, where the platform says. */
  refreshExpiresAt?: Date
  /** For the next renewal, where the platform hands one out. */
  refreshToken?: string
  value: string
}

export interface FetchTokenArgs {
  /** The token that is kept now, for its `refreshToken`; null before the first. */
  current: AccessToken | null
  /** True when the platform refused the current one before its time. */
  isForced: boolean
  signal: AbortSignal
}

/** Asks the platform for a token; throws a `ChannelError` as every call does. */
export type FetchToken = (args: FetchTokenArgs) => Promise<AccessToken>

/**
 * One account's access token, shared by all workers.
 *
 * Renewed ahead of its end by one of them, under a lock. A renewal that fails leaves the token that is still good in use;
 * without one it is `retry`, because a network error says nothing about the account.
 */
export interface TokenKeeper {
  /** When only a person can connect the account anew; null where the platform did not say. */
  accessEndsAt(signal: AbortSignal): Promise<Date | null>
  /** Renews a token that ends soon. */
  keepFresh(signal: AbortSignal): Promise<void>
  /**
   * Gives `work` a token that is good.
   *
   * Where it throws `reauth-auto`, the token is renewed once and `work` repeated; a second refusal is `reauth-user`. Only
   * what the platform refused before taking anything may be of that class.
   */
  use<T>(signal: AbortSignal, work: (token: string) => Promise<T>): Promise<T>
}

export interface TokenScope {
  /**
   * The settings that a token is bound to, such as the app's id and the addresses; all of them unless given.
   *
   * A change of another one leaves the token in use. That matters where each renewal uses up the last refresh token: the one that the account
   * holds is then good for nothing any more.
   */
  settings?: readonly string[]
}

export type OpenTokens = (fetchToken: FetchToken, scope?: TokenScope) => TokenKeeper
