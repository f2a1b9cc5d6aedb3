import type { z } from 'zod'
import type { ReadOptions, Relation } from './engine.ts'
import type { Json } from './value.ts'

/** An artifact that a stage takes or makes, by what kind of thing it is. */
interface Port {
  /** The kind of artifact, such as `dataset`; any where absent. */
  readonly type?: string
  /** What it is for, one sentence. */
  readonly description?: string
}

/** An artifact that a stage takes; a stage runs without it where it is optional. */
interface InputPort extends Port {
  readonly optional?: boolean
  /** Of a gate: nobody else takes it before the gate has let it through. */
  readonly judged?: boolean
}

/** An artifact that a stage makes; a stage may leave it out where it is optional. */
interface OutputPort extends Port {
  readonly optional?: boolean
}

export type InputPorts = Readonly<Record<string, InputPort>>
export type OutputPorts = Readonly<Record<string, OutputPort>>

/** An artifact that is there to be read. */
export interface StageInput {
  readonly project: string
  readonly name: string
  /** SHA-256 over its files, hex. */
  readonly digest: string
  /** Absolute paths of its files under their original names. */
  readonly paths: readonly string[]
  /** `v0`, `v1`, … */
  readonly version: string
  /** What the stage that made it said of it. */
  readonly metadata: Readonly<Record<string, Json>>
}

/** An artifact that is being made. Nothing of it is seen by others before the stage has ended well. */
interface StageOutput {
  readonly name: string
  /**
   * The absolute path of an empty folder of its own, where the artifact's files are to be written. One that is left empty
   * is no artifact, which is an error unless its port is optional.
   */
  readonly folder: string
  /** A fact about the version. */
  describe(metadata: Readonly<Record<string, Json>>): void
}

/** What a check inside of a stage found. */
export interface StageCheck {
  readonly name: string
  readonly passed: boolean
  /** One sentence. */
  readonly found: string
}

type InputsOf<I extends InputPorts> = {
  readonly [K in keyof I]: I[K]['optional'] extends true ? StageInput | undefined : StageInput
}
type OutputsOf<O extends OutputPorts> = { readonly [K in keyof O]: StageOutput }

/** Everything that a stage may touch. */
export interface StageContext<P, I extends InputPorts = InputPorts, O extends OutputPorts = OutputPorts> {
  readonly params: P
  readonly inputs: InputsOf<I>
  readonly outputs: OutputsOf<O>
  /** For everything random, so that a run can be repeated. */
  readonly seed: number
  /** How many cores it may keep busy, from 1: its share of the machine while others run too. */
  readonly cores: number
  /** Where relative paths in parameters start. */
  readonly cwd: string
  /** Aborted when the run is interrupted, or the stage takes too long. */
  readonly signal: AbortSignal
  /** Opens an input as one table. It is closed when the stage ends. */
  open(input: StageInput, read?: ReadOptions): Promise<Relation>
  /** A folder for what is of no use afterwards; removed when the stage ends. */
  readonly temporary: string
  /** A folder of the stage that stays between runs, for what can be had again, such as a broken off download. */
  readonly keep: string
  /** Tells people what goes on. */
  log(text: string): void
  /** Tells how far it is: `done` of `total`, in whatever unit. */
  progress(done: number, total: number, phase?: string): void
  /** Records numbers of the run, at a step where they have a course. */
  metrics(values: Readonly<Record<string, number>>, options?: { readonly step?: number }): void
  /** Records what a check found; of a gate, one that fails stops everything downstream. */
  check(found: StageCheck): void
  /** Keeps a file of the run that is no artifact, such as a plot. */
  attach(path: string): void
  /** Lets an alias point at the version of an input once the whole run has ended well. */
  alias(input: StageInput, alias: string): void
}

/** What a stage is asked about the world outside of its inputs. */
interface OutsideQuestion<P> {
  readonly params: P
  /** Where relative paths in parameters start. */
  readonly cwd: string
  readonly signal: AbortSignal
}

export interface Stage<
  P extends z.ZodType = z.ZodType,
  I extends InputPorts = InputPorts,
  O extends OutputPorts = OutputPorts,
> {
  /** Lower case, words joined by `-`. */
  readonly name: string
  /** Changes when its output does, for the same inputs and parameters. */
  readonly version: string
  /** What it does, one sentence. */
  readonly summary: string
  /** A strict object; unknown parameters are errors. */
  readonly params: P
  readonly inputs: I
  readonly outputs: O
  /** `auto`, the default: it need not run again where inputs, parameters, code and seed are the same. */
  readonly cache?: 'auto' | 'never'
  /**
   * What of its parameters its outputs follow from: it need not run again where this is the same, whatever the others
   * are, such as how many threads work. All of them where absent.
   */
  decisive?(params: z.output<P>): Json
  /**
   * What its outputs depend on besides, such as the ETag of a URL: it need not run again where this is the same, too.
   * `undefined` when it cannot be found out; the stage then runs.
   */
  fingerprint?(about: OutsideQuestion<z.output<P>>): Promise<string | undefined>
  /** Whether a check that fails stops everything downstream. */
  readonly gate?: boolean
  /** Whether it starts processes or threads of its own, which are free to write anywhere. */
  readonly startsProcesses?: boolean
  /**
   * Whether a stage that comes with the tool runs in a process of its own, as all others do: because it computes for long
   * without a pause, or changes what a process shares.
   */
  needsProcess?(params: z.output<P>): boolean
  run(context: StageContext<z.output<P>, I, O>): Promise<void>
}

/**
 * A stage of a pipeline as it is written, with the types of its parameters, inputs and outputs known to `run`.
 *
 * @throws RangeError when its name is none, or an input and an output have the same one
 */
export function defineStage<P extends z.ZodType, const I extends InputPorts, const O extends OutputPorts>(
  stage: Stage<P, I, O>,
): Stage<P, I, O> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(stage.name))
    throw new RangeError(
      `A stage cannot be called ${JSON.stringify(stage.name)}: lower case, words joined by -.`,
    )
  const both = Object.keys(stage.inputs).find(name => Object.hasOwn(stage.outputs, name))
  if (both !== undefined)
    throw new RangeError(`${stage.name} has an input and an output that are both called ${both}.`)
  return stage
}
