/** The edition of the time-zone database that this process reckons with, such as `2025c`; later ones sort behind. */
export const TZ_VERSION = process.versions['tz'] ?? ''
