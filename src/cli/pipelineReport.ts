import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { ArtifactStore } from '../core/artifact.ts'
import type { Io } from './io.ts'
import { type Outcome, outcomeText } from './pipelineText.ts'
import { openProgress, type Progress } from './progress.ts'
import type { FromStage } from './stageMessages.ts'
import { printable } from './table.ts'

interface ReportOptions {
  readonly io: Io
  readonly store: ArtifactStore
  /** What lines begin with, so that runs of a sweep can be told from each other. */
  readonly prefix: string
  /** Of the longest name of a step. */
  readonly width: number
  /** The file that takes what steps say. */
  readonly log: string
  /** Whether lines about steps are printed. */
  readonly prints: boolean
  /** Whether what steps say is printed too. */
  readonly isVerbose: boolean
  readonly progress: StepProgress
}

/** Tells people about a run while it goes on. */
export interface RunReport {
  told(step: string, message: FromStage): void
  settled(outcome: Outcome): void
  /** Resolves when everything so far was printed. */
  printed(): Promise<void>
}

export function runReport(options: ReportOptions): RunReport {
  const { io, store, prefix, width, log, prints, isVerbose, progress } = options
  let printing = Promise.resolve()
  return {
    told(step, message) {
      if (message.kind === 'progress') progress.tell(`${prefix}${step}`, message)
      if (message.kind !== 'log') return
      appendFileSync(log, `[${step}] ${message.text}\n`)
      if (!isVerbose) return
      for (const line of message.text.trimEnd().split('\n'))
        io.stderr(`[${prefix}${step}] ${printable(line)}\n`)
    },
    settled(outcome) {
      // One after the other, in the order in which they ended.
      printing = printing.then(async () => {
        const path = await pageOf(outcome, store)
        if (!prints) return
        progress.clear()
        io.stdout(`${prefix}${outcomeText(outcome, width, path && relative(io.cwd, path))}`)
      })
    },
    printed: () => printing,
  }
}

/** Where the page of a gate is that closed. */
async function pageOf(outcome: Outcome, store: ArtifactStore): Promise<string | undefined> {
  if (outcome.state !== 'closed') return undefined
  const output = outcome.step.outputs.find(({ port }) => port === 'report')
  const link = output && outcome.made.outputs.get(output.artifact)
  if (link === undefined) return undefined
  const { paths } = await store.open({ project: link.project, name: link.name, alias: link.version })
  return paths.find(path => path.endsWith('index.html'))
}

/** How far steps are, on the one line that all runs share. */
export interface StepProgress {
  tell(step: string, message: Extract<FromStage, { kind: 'progress' }>): void
  /** Makes room for a line that stays. */
  clear(): void
}

/** @param quiet whether nothing is told */
export function stepProgress(io: Io, quiet: boolean): StepProgress {
  let progress: Progress | undefined
  return {
    tell(step, { phase, done, total }) {
      progress ??= openProgress(io, { quiet })
      const share = done / total
      const name = phase === undefined ? step : `${step}: ${phase}`
      progress.phase(name, ...(Number.isFinite(share) ? [share] : []))
    },
    clear() {
      progress?.done()
      progress = undefined
    },
  }
}
