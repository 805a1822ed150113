/** A log for tests that expect trouble. */
export const silentLog = { error: () => undefined, info: () => undefined, warn: () => undefined }
