import { z } from 'zod'
import { artifactName, freeAlias, parseArtifactReference } from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'
import { parseTimeToLive } from '../core/timeToLive.ts'
import { nodeAt } from '../run/config/keys.ts'
import { type ConfigNode, placePrefix, plainData } from '../run/config/node.ts'

const name = z.string().min(1)

const namedOutput = z.strictObject({
  artifact: name,
  aliases: z.array(z.string()).optional(),
  type: z.string().optional(),
  description: z.string().optional(),
  ttl: z.string().optional(),
})

const output = z.union([
  name.transform((artifact): z.output<typeof namedOutput> => ({ artifact })),
  namedOutput,
])

const step = z.strictObject({
  stage: name,
  entry: name.optional(),
  version: name.optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  inputs: z.record(z.string(), name).default({}),
  outputs: z.record(z.string(), output).default({}),
  seed: z.int().min(0).max(0xffffffff).optional(),
  timeout: z.number().positive().optional(),
  gate: z.boolean().optional(),
  cache: z.enum(['auto', 'never']).optional(),
})

/** A step as it is written. */
export type StepSettings = z.output<typeof step>

const selection = z.union([z.string(), z.array(z.string())])

const settings = z.object({
  main: z
    .strictObject({
      project: name.optional(),
      project_name: name.optional(),
      group: name.optional(),
      experiment_name: name.optional(),
      steps: selection.optional(),
      execute_steps: selection.optional(),
      seed: z.int().min(0).max(0xffffffff).default(42),
      random_seed: z.int().min(0).max(0xffffffff).optional(),
    })
    .prefault({}),
  steps: z.record(z.string().regex(/^[A-Za-z][\w-]*$/), step),
})

/** What a configuration says of a pipeline. */
export interface PipelineSettings {
  readonly project?: string
  readonly group?: string
  /** The steps that were chosen; `undefined` for all. */
  readonly chosen?: readonly string[]
  readonly seed: number
  readonly steps: ReadonlyMap<string, StepSettings>
}

/**
 * The pipeline that a resolved configuration describes: `main` and `steps`. Its other parts are for interpolations.
 *
 * @param name of the configuration, for messages without a place
 * @throws UserError with line and column when it is none
 */
export function pipelineSettings(root: ConfigNode, name: string): PipelineSettings {
  const parsed = settings.safeParse(plainData(root))
  if (!parsed.success) throw problemIn(root, parsed.error.issues[0], name)
  const { main, steps } = parsed.data
  const chosen = chosenSteps(main.steps ?? main.execute_steps)
  const all = new Map(Object.entries(steps))
  for (const wanted of chosen ?? []) if (!all.has(wanted)) throw unknownStep(wanted, [...all.keys()])
  for (const [step, { inputs, outputs }] of all) {
    for (const [port, text] of Object.entries(inputs))
      located(root, ['steps', step, 'inputs', port], () => parseArtifactReference(text))
    for (const [port, { artifact, aliases = [], ttl }] of Object.entries(outputs))
      located(root, ['steps', step, 'outputs', port], () => {
        artifactName('artifact', artifact)
        for (const alias of aliases) freeAlias(alias)
        if (ttl !== undefined) parseTimeToLive(ttl)
      })
  }
  const [project, group] = [main.project ?? main.project_name, main.group ?? main.experiment_name]
  return {
    ...(project !== undefined && { project: artifactName('project', project) }),
    ...(group !== undefined && { group }),
    ...(chosen && { chosen }),
    seed: main.random_seed ?? main.seed,
    steps: all,
  }
}

export function unknownStep(wanted: string, steps: readonly string[]): UserError {
  return new UserError(`There is no step ${JSON.stringify(wanted)}.`, {
    hint: didYouMean(wanted, steps, 'Steps are'),
  })
}

/** `all`, names with commas between them, or a list of names. */
function chosenSteps(selection: string | readonly string[] | undefined): readonly string[] | undefined {
  if (selection === undefined) return undefined
  const names = (typeof selection === 'string' ? selection.split(',') : selection)
    .map(name => name.trim())
    .filter(name => name !== '')
  return names.includes('all') ? undefined : names
}

/** What is wrong, with its place: that of the nearest part that a file says. */
export function problemIn(
  root: ConfigNode,
  issue: z.core.$ZodIssue | undefined,
  name: string,
  { below = [], known }: { readonly below?: readonly string[]; readonly known?: readonly string[] } = {},
): UserError {
  const path = [...below, ...(issue?.path ?? []).map(String)]
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    return new UserError(`${placeOf(root, [...path, key], name)}There is no ${[...path, key].join('.')}.`, {
      hint: didYouMean(key, known ?? knownKeys(path), 'Possible are'),
    })
  }
  const missing = nodeAt(root, path) === undefined
  const said = missing
    ? `${path.join('.')} is missing.`
    : `${path.join('.')}: ${ended(issue?.message ?? 'it is wrong')}`
  return new UserError(`${placeOf(root, path, name)}${said}`)
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}

function knownKeys(path: readonly string[]): readonly string[] {
  if (path[0] === 'main') return Object.keys(settings.shape.main.unwrap().shape)
  if (path.length === 2) return Object.keys(step.shape)
  return path[2] === 'outputs' ? Object.keys(namedOutput.shape) : []
}

function placeOf(root: ConfigNode, path: readonly string[], name: string): string {
  for (let length = path.length; length > 0; length--) {
    const at = nodeAt(root, path.slice(0, length))?.at
    if (at) return placePrefix(at)
  }
  return `${name}: `
}

function located(root: ConfigNode, path: readonly string[], work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(`${placeOf(root, path, '')}${error.message}`, { hint: error.hint })
  }
}
