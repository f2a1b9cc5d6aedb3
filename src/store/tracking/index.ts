import type { Tracking } from '../../core/tracking.ts'
import { locateStore } from '../location.ts'
import { LocalTracking } from './localTracking.ts'

interface TrackingContext {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Called at most once, with a sentence, when the store is in a risky place. */
  readonly warn?: (text: string) => void
}

/** The runs of a working directory. Neither opening nor reading creates anything; the first `write` does. */
export function openTracking({ cwd, env, warn = () => undefined }: TrackingContext): Tracking {
  return new LocalTracking(locateStore(cwd, env), warn)
}

export { workFolder } from './workFolder.ts'
