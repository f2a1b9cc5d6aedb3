import type { StageCheck, StageInput } from '../core/stage.ts'
import type { Json } from '../core/value.ts'
import type { StageModule } from './stageModule.ts'

/** What a process is told of the stage that it is to run. */
export interface StageOrder {
  readonly kind: 'run'
  readonly module: StageModule
  readonly params: Json
  readonly inputs: Readonly<Record<string, StageInput>>
  readonly outputs: Readonly<Record<string, { readonly name: string; readonly folder: string }>>
  readonly seed: number
  readonly cores: number
  readonly temporary: string
  readonly keep: string
}

export type ToStage = StageOrder | { readonly kind: 'abort' }

/** What a process tells of the stage that it runs. */
export type FromStage =
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly phase?: string }
  | {
      readonly kind: 'metrics'
      readonly values: Readonly<Record<string, number>>
      readonly step?: number
    }
  | { readonly kind: 'check'; readonly found: StageCheck }
  | { readonly kind: 'describe'; readonly port: string; readonly metadata: Readonly<Record<string, Json>> }
  | { readonly kind: 'attach'; readonly path: string }
  | { readonly kind: 'alias'; readonly input: StageInput; readonly alias: string }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly failure: StageFailure }

/** Why a stage did not end well, as far as another process can be told. */
export interface StageFailure {
  readonly message: string
  /** Of an error that the user can act on. */
  readonly hint?: string
  readonly exitCode?: number
  /** Of any other. */
  readonly stack?: string
}
