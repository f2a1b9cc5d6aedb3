import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { z } from 'zod'
import { UserError } from '../core/errors.ts'
import type { Stage } from '../core/stage.ts'
import type { Scalar } from '../run/config/node.ts'
import { pythonText } from '../run/config/words.ts'
import type { Io } from './io.ts'
import { withProjectFolder } from './projectFolder.ts'
import { plannedCommand, runProject } from './projectRun.ts'
import type { FromStage, StageOrder } from './stageMessages.ts'

/** A step that runs an entry point of an MLflow project. */
export interface ProjectModule {
  readonly kind: 'project'
  /** A folder or a git URL, and behind `#` a folder in it. */
  readonly text: string
  /** Of a git URL. */
  readonly version?: string
  readonly entry: string
}

interface Ports {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/**
 * The stage that a project is: a step may give any inputs and outputs. Each is a parameter of the entry point, whose
 * value is a path: of the file of an input, or of its folder where it has several; of what is to be written for an output.
 *
 * @returns the stage with the SHA-256 over all files of the project, hex
 * @throws UserError when there is no project, or it does not have the entry point
 */
export async function projectStage(
  { text, version, entry }: ProjectModule,
  { inputs, outputs }: Ports,
  { cwd, env, signal }: Pick<Io, 'cwd' | 'env' | 'signal'>,
): Promise<{ readonly stage: Stage; readonly codeDigest: string }> {
  return withProjectFolder(text, { version, cwd, env, signal }, async ({ folder }) => {
    const named = (ports: readonly string[]) => Object.fromEntries(ports.map(port => [port, {}]))
    const stage: Stage = {
      name: basename(folder)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-'),
      version: '1',
      summary: `Runs the entry point ${entry} of ${text}.`,
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      inputs: named(inputs),
      outputs: named(outputs),
      run: () => Promise.reject(new Error('A project is run by its own command.')),
    }
    return { stage, codeDigest: digestOfFolder(folder, entry) }
  })
}

interface ProjectLaunch {
  readonly module: ProjectModule
  readonly order: Omit<StageOrder, 'module'>
  readonly step: string
  readonly cwd: string
  readonly env: Io['env']
  /** Seconds. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  readonly told: (message: FromStage) => void
}

/** Runs the command of a project. @throws UserError when it fails or takes too long */
export async function launchProject(launch: ProjectLaunch): Promise<void> {
  const { module, order, step, cwd, env, timeout, signal, told } = launch
  const { text, version, entry } = module
  const said: string[] = []
  const code = await withProjectFolder(text, { version, cwd, env, signal }, ({ folder, shown }) => {
    const { parameters, written } = parametersOf(order)
    const task = { folder, shown, entry, parameters, cwd, written }
    told({ kind: 'log', text: `$ ${plannedCommand(task).command}` })
    return runProject({
      ...task,
      env: { ...env, MLCHECK_SEED: String(order.seed) },
      signal,
      ...(timeout !== undefined && { timeout: timeout * 1000 }),
      onOutput: line => {
        said.push(line.trimEnd())
        told({ kind: 'log', text: line.trimEnd() })
      },
      onRemark: remark => told({ kind: 'log', text: remark }),
    })
  })
  if (code === 0) return
  const last = said.slice(-10).join('\n')
  throw new UserError(`${step} ended with exit code ${code}.${last === '' ? '' : `\n${last}`}`, {
    fault: 'failed',
  })
}

/** The parameters of the step, and the paths of its inputs and outputs. */
function parametersOf({ params, inputs, outputs }: ProjectLaunch['order']) {
  const own = Object.entries(params as Readonly<Record<string, Exclude<Scalar, bigint>>>).map(
    ([name, value]) => [name, pythonText({ value })] as const,
  )
  const taken = Object.entries(inputs).map(([port, { paths }]) => {
    const [first = '', ...others] = paths
    return [port, others.length === 0 ? first : commonFolder(first, others)] as const
  })
  const made = Object.entries(outputs).map(([port, { name, folder }]) => {
    return [port, extname(name) === '' ? folder : join(folder, name)] as const
  })
  return { parameters: new Map([...own, ...taken, ...made]), written: made.map(([, path]) => path) }
}

function commonFolder(first: string, others: readonly string[]): string {
  const parts = first.split('/')
  const isShared = (length: number) =>
    others.every(path => path.startsWith(`${parts.slice(0, length).join('/')}/`))
  let length = parts.length - 1
  while (length > 1 && !isShared(length)) length--
  return parts.slice(0, length).join('/')
}

/** What a project's run leaves behind, and what is no part of it. */
const passedOver = new Set(['.git', 'node_modules', '__pycache__', '.mlcheck', 'outputs', 'mlruns', 'wandb'])

function digestOfFolder(folder: string, entry: string): string {
  const hash = createHash('sha256').update(entry)
  const visit = (path: string, shown: string) => {
    for (const item of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (passedOver.has(item.name)) continue
      const [own, name] = [join(path, item.name), `${shown}/${item.name}`]
      if (item.isDirectory()) visit(own, name)
      else if (item.isFile()) hash.update(`\n${name}\n`).update(readFileSync(own))
      else if (item.isSymbolicLink()) hash.update(`\n${name} -> ${readlinkSync(own)}\n`)
    }
  }
  visit(folder, '')
  return hash.digest('hex')
}
