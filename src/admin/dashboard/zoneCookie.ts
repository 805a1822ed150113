/** Remembers the zone of the person's device for the server's first paint. */
export const ZONE_COOKIE = 'drumbeat-zone'
