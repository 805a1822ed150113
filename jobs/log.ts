/** The part of a pino logger that jobs use. */
export interface Log {
  error(details: object, message: string): void
  info(details: object, message: string): void
  warn(details: object, message: string): void
}
