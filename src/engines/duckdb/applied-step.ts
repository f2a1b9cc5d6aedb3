import type { StepEffect, TableStep } from '../../core/table.ts'
import type { Dataset } from './dataset.ts'
import type { Source } from './source.ts'

export interface StepSource extends Source {
  /** Tables that are of no use once the files are written. */
  readonly helpers: string[]
}

export interface AppliedStep {
  readonly dataset: Dataset
  readonly effect: StepEffect
}

export type StepOf<K extends TableStep['kind']> = Extract<TableStep, { kind: K }>

/** What each step of some kinds does. */
export type Translations<K extends TableStep['kind']> = {
  readonly [Kind in K]: (step: StepOf<Kind>, source: StepSource) => Promise<AppliedStep>
}

/** The effect of a step that leaves rows and values as they are. */
export const untouched: StepEffect = { removed: 0, changed: [], lost: [] }
