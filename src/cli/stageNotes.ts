import { freeAlias } from '../core/artifact.ts'
import { formatList, plural } from '../core/format.ts'
import type { StageCheck } from '../core/stage.ts'
import { type AliasMove, linkOf, type Metric } from '../core/tracking.ts'
import type { Facts } from './stepMade.ts'
import type { FromStage } from './stageMessages.ts'

/** What a stage told while it ran. */
export class Notes {
  readonly metrics: Metric[] = []
  readonly checks: StageCheck[] = []
  readonly attached: string[] = []
  readonly aliases: AliasMove[] = []
  readonly described = new Map<string, Facts>()
  readonly #run: string
  readonly #steps = new Map<string, number>()

  constructor(run: string) {
    this.#run = run
  }

  take(message: FromStage): void {
    if (message.kind === 'metrics') this.#measure(message.values, message.step)
    else if (message.kind === 'check') this.checks.push(message.found)
    else if (message.kind === 'attach') this.attached.push(message.path)
    else if (message.kind === 'describe')
      this.described.set(message.port, { ...this.described.get(message.port), ...message.metadata })
    else if (message.kind === 'alias') {
      this.aliases.push({ ...linkOf(message.input), aliases: [freeAlias(message.alias)] })
    }
  }

  /** The last value of each metric. */
  summary(): Facts {
    const last = new Map(this.metrics.map(({ key, value }) => [key, value]))
    return Object.fromEntries([...last].map(([key, value]) => [key, Number.isFinite(value) ? value : null]))
  }

  #measure(values: Readonly<Record<string, number>>, given: number | undefined): void {
    for (const [key, value] of Object.entries(values)) {
      const step = given ?? (this.#steps.get(key) ?? -1) + 1
      this.#steps.set(key, step)
      this.metrics.push({ run: this.#run, key, step, value })
    }
  }
}

/** Why a gate closes, one sentence; nothing where all checks passed. */
export function closedBy(checks: readonly StageCheck[]): string | undefined {
  const failed = checks.filter(({ passed }) => !passed)
  const [first] = failed
  if (first === undefined) return undefined
  const names = formatList(
    failed.map(({ name }) => name),
    3,
  )
  return failed.length === 1
    ? `${first.name}: ${first.found}`
    : `${plural(failed.length, 'check', 'checks')} not met: ${names}`
}
