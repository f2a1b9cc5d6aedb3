/** The middle one of some numbers, or the mean of the middle two. */
export function median(numbers: readonly number[]): number

/** A process to be measured. */
export interface Process {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly exitCodes?: readonly number[]
}

/** Wall and CPU seconds, and peak resident megabytes. */
export interface Measured {
  readonly wall: number
  readonly cpu: number
  readonly memory: number
}

export function measure(process: Process): Promise<Measured>
