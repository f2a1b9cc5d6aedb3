/** What a command may touch of the world around it; tests pass their own. */
export interface Io {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: (text: string) => void
  /**
   * Waits until standard output takes more; false when nobody reads it any longer. Absent where all that is written is
   * taken at once.
   */
  readonly drained?: () => Promise<boolean>
  readonly stderr: (text: string) => void
  /** Whether standard output is a terminal. */
  readonly isTTY: boolean
  /** Whether standard error is a terminal: progress is redrawn there. */
  readonly stderrIsTTY?: boolean
  readonly columns: number
  /** Aborted by Ctrl-C. */
  readonly signal?: AbortSignal
}

/** What has to be called when a run ends, however it ends. */
export type Cleanups = (() => Promise<void>)[]
