import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { UserError } from '../core/errors.ts'
import type { Stage } from '../core/stage.ts'
import { didYouMean } from '../core/suggest.ts'
import { loadModuleWithDigest } from '../vitest/load.ts'
import type { ProjectModule } from './stageProject.ts'
import { stages } from './stages.ts'

/** Where the code of a stage is, so that another process can load it too. */
export type StageModule =
  | { readonly kind: 'built-in'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly export: string }

export interface LoadedStage<M = StageModule | ProjectModule> {
  readonly stage: Stage
  readonly module: M
  /** SHA-256 of its code, hex; empty for what comes with the tool. */
  readonly codeDigest: string
}

/**
 * The stage that a step names: one that comes with the tool, a file or folder (`./stages/clean`), or a package, with
 * `#name` behind it where it has several.
 *
 * @param folder that relative paths start at
 * @throws UserError when there is none, or it is no stage
 */
export async function loadStage(text: string, folder: string): Promise<LoadedStage<StageModule>> {
  const module = moduleOf(text, folder)
  if (module.kind === 'built-in') return { stage: await builtIn(module.name), module, codeDigest: '' }
  const { exports, digest } = await loadModuleWithDigest(module.path)
  return { stage: stageIn(exports, module.export, text), module, codeDigest: digest }
}

/** The stage of a module that was found before. */
export async function stageOf(module: StageModule): Promise<Stage> {
  if (module.kind === 'built-in') return builtIn(module.name)
  const { exports } = await loadModuleWithDigest(module.path)
  return stageIn(exports, module.export, module.path)
}

async function builtIn(name: string): Promise<Stage> {
  const load = stages[name]
  if (load === undefined) throw new Error(`There is no built-in stage ${name}.`)
  return load()
}

function moduleOf(text: string, folder: string): StageModule {
  if (Object.hasOwn(stages, text)) return { kind: 'built-in', name: text }
  const [place = '', name = 'default'] = text.split('#')
  if (/^\.{0,2}[/\\]|^\.{1,2}$/.test(place))
    return { kind: 'file', path: fileAt(place, folder), export: name }
  try {
    return { kind: 'file', path: createRequire(join(folder, 'index.js')).resolve(place), export: name }
  } catch (cause) {
    throw new UserError(`There is no stage ${JSON.stringify(text)}, and no package of that name.`, {
      hint: `${didYouMean(text, Object.keys(stages), 'Stages are')} A folder begins with ./`,
      cause,
    })
  }
}

const entries = ['index.ts', 'index.js', 'index.mjs']

function fileAt(place: string, folder: string): string {
  const path = resolve(folder, place)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile()) return path
  if (!found) throw new UserError(`There is no stage at ${path}.`)
  const entry = entries.find(name => existsSync(join(path, name)))
  if (entry === undefined)
    throw new UserError(
      `${path} is no stage: it has neither an index.ts nor an index.js, and no MLproject file.`,
      {
        hint: 'mlcheck stage new NAME makes one.',
      },
    )
  return join(path, entry)
}

/** The export asked for, or the only stage there is. */
function stageIn(exports: Readonly<Record<string, unknown>>, name: string, text: string): Stage {
  const found = Object.entries(exports).filter((entry): entry is [string, Stage] => isStage(entry[1]))
  const [only, ...others] = found
  const wanted = found.find(([key, stage]) => key === name || stage.name === name)
  const chosen = wanted ?? (name === 'default' && others.length === 0 ? only : undefined)
  if (chosen) return chosen[1]
  const names = found.map(([key]) => key)
  if (found.length === 0)
    throw new UserError(`${text} exports no stage.`, { hint: 'A stage is what defineStage returns.' })
  throw new UserError(`${text} does not say which of its stages is meant.`, {
    hint: `Write ${names.map(key => `${text.split('#')[0]}#${key}`).join(' or ')}.`,
  })
}

function isStage(value: unknown): value is Stage {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['name', 'version', 'summary'].every(key => typeof Reflect.get(value, key) === 'string') &&
    typeof Reflect.get(value, 'run') === 'function' &&
    typeof Reflect.get(value, 'params') === 'object'
  )
}
