/** Whose fault a failure is; the numbers are the process's exit codes. */
export const exitCodes = {
  passed: 0,
  failed: 1,
  usage: 2,
  unreadable: 3,
  internal: 4,
  interrupted: 130,
} as const

interface Details {
  /** What the user can do about it, one sentence. */
  readonly hint?: string
  /**
   * `usage` (the default) when the command or a suite is wrong, `unreadable` when data or an artifact is, `failed` when
   * data are not what was expected.
   */
  readonly fault?: 'usage' | 'unreadable' | 'failed'
  readonly cause?: unknown
}

/** A failure that the user can act on. Every other exception is a bug. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly hint: string | undefined
  readonly exitCode: number

  constructor(message: string, { hint, fault = 'usage', cause }: Details = {}) {
    super(message, { cause })
    this.hint = hint
    this.exitCode = exitCodes[fault]
  }
}

/** Data or an artifact that could not be read: a `UserError` with exit code 3. */
export function unreadable(message: string, details: Omit<Details, 'fault'> = {}): UserError {
  return new UserError(message, { ...details, fault: 'unreadable' })
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
