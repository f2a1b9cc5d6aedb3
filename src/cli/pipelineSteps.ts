import { z } from 'zod'
import { formatArtifactReference, latest, parseArtifactReference } from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import type { InputPorts, OutputPorts } from '../core/stage.ts'
import { didYouMean } from '../core/suggest.ts'
import { parseTimeToLive } from '../core/timeToLive.ts'
import type { Json } from '../core/value.ts'
import type { ConfigNode } from '../run/config/node.ts'
import type { Task } from '../run/pipeline/order.ts'
import { type PipelineSettings, problemIn, type StepSettings } from './pipelineSettings.ts'
import type { Io } from './io.ts'
import { isProject } from './projectSource.ts'
import { type LoadedStage, loadStage } from './stageModule.ts'
import { projectStage } from './stageProject.ts'

/** A step that can be run: its stage is loaded and its parameters are checked. */
export interface Step extends Task, LoadedStage {
  readonly settings: StepSettings
  /** After defaults. */
  readonly params: Json
  readonly inputs: readonly StepInput[]
  readonly outputs: readonly StepOutput[]
  /** Whether a check of it that fails stops what follows. */
  readonly isGate: boolean
  readonly seed: number
}

interface StepInput {
  readonly port: string
  /** As tasks call it: `project/name`, with the alias unless that is `latest`. */
  readonly artifact: string
  readonly isOptional: boolean
}

interface StepOutput {
  readonly port: string
  readonly artifact: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly type?: string
  readonly description?: string
  /** Seconds, or `null` for ever. */
  readonly timeToLive?: number | null
  readonly isOptional: boolean
}

interface Place {
  /** The resolved configuration, for the places of what is wrong. */
  readonly root: ConfigNode
  /** Of the configuration, for messages without a place. */
  readonly name: string
  readonly project: string
  /** Where relative paths start. */
  readonly folder: string
  readonly env: Io['env']
  readonly signal?: AbortSignal
}

/**
 * The chosen steps of a pipeline, with their stages.
 *
 * @throws UserError when a stage is unknown, or a step does not fit its stage
 */
export async function stepsOf(settings: PipelineSettings, place: Place): Promise<readonly Step[]> {
  const chosen = settings.chosen ?? [...settings.steps.keys()]
  const steps = [...settings.steps].filter(([name]) => chosen.includes(name))
  return Promise.all(steps.map(([name, step]) => stepOf(name, step, settings, place)))
}

async function stepOf(
  name: string,
  settings: StepSettings,
  { seed }: PipelineSettings,
  place: Place,
): Promise<Step> {
  const loaded = await loadedFor(settings, place).catch((error: unknown) => {
    throw error instanceof UserError ? new UserError(`Step ${name}: ${error.message}`, error) : error
  })
  const { stage } = loaded
  const parsed = stage.params.safeParse(settings.params)
  if (!parsed.success)
    throw problemIn(place.root, parsed.error.issues[0], place.name, {
      below: ['steps', name, 'params'],
      known: stage.params instanceof z.ZodObject ? Object.keys(stage.params.shape) : [],
    })
  const inputs = inputsOf(name, settings, stage.inputs, place)
  const isGate = settings.gate ?? stage.gate ?? false
  const outputs = outputsOf(name, settings, stage.outputs, place)
  return {
    ...loaded,
    name,
    settings,
    params: parsed.data as Json,
    inputs,
    outputs,
    isGate,
    seed: settings.seed ?? seed,
    takes: inputs.map(({ artifact }) => artifact),
    judges: isGate
      ? inputs.flatMap(({ port, artifact }) => (stage.inputs[port]?.judged ? artifact : []))
      : [],
    makes: outputs.map(({ artifact }) => artifact),
  }
}

/** What a step names: a stage, or an MLflow project. */
async function loadedFor(settings: StepSettings, { folder: cwd, env, signal }: Place): Promise<LoadedStage> {
  const { stage: text, entry, version, inputs, outputs } = settings
  if (!isProject(text, cwd)) return loadStage(text, cwd)
  const module = {
    kind: 'project' as const,
    text,
    entry: entry ?? 'main',
    ...(version !== undefined && { version }),
  }
  const ports = { inputs: Object.keys(inputs), outputs: Object.keys(outputs) }
  return { module, ...(await projectStage(module, ports, { cwd, env, signal })) }
}

function inputsOf(
  step: string,
  { inputs, stage }: StepSettings,
  ports: InputPorts,
  { project }: Place,
): readonly StepInput[] {
  assertPorts(`Step ${step}: ${stage}`, 'input', Object.keys(inputs), ports)
  return Object.entries(inputs).map(([port, text]) => {
    const { alias, ...reference } = parseArtifactReference(text, project)
    return {
      port,
      artifact:
        alias === latest ? artifactKey(reference) : formatArtifactReference({ ...reference, alias }, ''),
      isOptional: ports[port]?.optional ?? false,
    }
  })
}

function outputsOf(
  step: string,
  { outputs, stage }: StepSettings,
  ports: OutputPorts,
  { project }: Place,
): readonly StepOutput[] {
  assertPorts(`Step ${step}: ${stage}`, 'output', Object.keys(outputs), ports)
  return Object.entries(outputs).map(([port, output]) => {
    const { artifact: name, aliases = [], type = ports[port]?.type, description, ttl } = output
    return {
      port,
      name,
      artifact: artifactKey({ project, name }),
      aliases,
      ...(type !== undefined && { type }),
      ...(description !== undefined && { description }),
      ...(ttl !== undefined && { timeToLive: parseTimeToLive(ttl) }),
      isOptional: ports[port]?.optional ?? false,
    }
  })
}

function artifactKey({ project, name }: { readonly project: string; readonly name: string }): string {
  return `${project}/${name}`
}

/** @throws UserError when a step gives a port that its stage lacks, or lacks one that has to be given */
function assertPorts(
  subject: string,
  kind: 'input' | 'output',
  given: readonly string[],
  ports: InputPorts | OutputPorts,
): void {
  const unknown = given.find(port => !Object.hasOwn(ports, port))
  if (unknown !== undefined)
    throw new UserError(`${subject} has no ${kind} ${JSON.stringify(unknown)}.`, {
      hint: didYouMean(unknown, Object.keys(ports), `Its ${kind}s are`),
    })
  const lacking = Object.keys(ports).find(port => !ports[port]?.optional && !given.includes(port))
  if (lacking !== undefined)
    throw new UserError(`${subject} needs an artifact for its ${kind} ${JSON.stringify(lacking)}.`, {
      hint: `Name it in the step: ${kind}s: { ${lacking}: NAME }.`,
    })
}
