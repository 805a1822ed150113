/**
 * What each HTTP status of a platform becomes where the platform has no code of its own.
 *
 * `server-fault` is `unknown-outcome`, unless the adapter's contract says that such an answer means nothing was taken.
 */
export const HTTP_ANSWERS = [
  [302, {}, 'not-allowed', undefined],
  [400, {}, 'invalid-payload', undefined],
  [401, {}, 'reauth-user', undefined],
  [403, {}, 'not-allowed', undefined],
  [404, {}, 'disconnect', undefined],
  [408, {}, 'retry', undefined],
  [410, {}, 'disconnect', undefined],
  [413, {}, 'invalid-payload', undefined],
  [418, {}, 'invalid-payload', undefined],
  [422, {}, 'rejected-content', undefined],
  [429, {}, 'throttled', undefined],
  [429, { 'retry-after': '7' }, 'throttled', 7_000],
  [429, { 'retry-after': '99999999' }, 'throttled', 86_400_000],
  [429, { 'retry-after': 'soon' }, 'throttled', undefined],
  [500, {}, 'server-fault', undefined],
  [502, {}, 'unknown-outcome', undefined],
  [503, {}, 'server-fault', undefined],
  [503, { 'retry-after': '1' }, 'retry', 1_000],
  [504, {}, 'unknown-outcome', undefined],
  [599, {}, 'server-fault', undefined],
] as const
