import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, extname, relative, resolve } from 'node:path'
import { messageOf, UserError } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'
import type { Suite } from '../core/suite.ts'
import { isDefinedSuite } from './define.ts'
import { isGxSuite, suiteFromGx } from './gx-suite.ts'
import { type SuiteOptions, suiteFromObject, suiteFromTree, treeFromYaml } from './suite.ts'

export interface ResolveOptions extends Omit<SuiteOptions, 'file'> {
  /** The folder that paths are relative to. */
  readonly folder: string
  /** Absolute paths of the files that match a pattern. */
  glob(pattern: string): Promise<readonly string[]>
  /** The exports of a module. */
  loadModule(path: string): Promise<Readonly<Record<string, unknown>>>
}

const textExtensions = ['.yaml', '.yml', '.json']
const moduleExtensions = ['.ts', '.mts', '.js', '.mjs']
const extensions = [...textExtensions, ...moduleExtensions]

/**
 * The suites that paths and globs name, in their order and each file once.
 *
 * @throws UserError when a path names nothing, or a file is no suite
 */
export async function resolveSuites(
  paths: readonly string[],
  options: ResolveOptions,
): Promise<readonly Suite[]> {
  const files = new Set<string>()
  for (const path of paths) for (const file of await filesOf(path, options)) files.add(file)
  const suites: Suite[] = []
  for (const file of files) suites.push(...(await suitesOf(file, options)))
  return suites
}

async function filesOf(path: string, { folder, glob }: ResolveOptions): Promise<readonly string[]> {
  const file = resolve(folder, path)
  const found = statOf(file)
  if (found?.isDirectory())
    throw new UserError(`${path} is a folder.`, { hint: `Name a suite in it. ${suitesIn(file, path)}` })
  if (found) return [file]
  if (!/[*?[\]{}]/.test(path)) throw missingSuite(path, file)
  const matches = [...(await glob(path))].sort()
  if (matches.length === 0) throw new UserError(`No suite matches ${path}.`, { hint: `Looked in ${folder}.` })
  return matches
}

async function suitesOf(file: string, options: ResolveOptions): Promise<readonly Suite[]> {
  const { expectations, params } = options
  const label = relative(options.folder, file) || file
  const suiteOptions = { file: label, expectations, params }
  const extension = extname(file).toLowerCase()
  if (textExtensions.includes(extension)) return [suiteFromText(textOf(file, label), suiteOptions)]
  if (moduleExtensions.includes(extension)) return suitesOfModule(file, suiteOptions, options)
  throw new UserError(`${label} is no suite.`, { hint: `Suites are files with ${extensions.join(', ')}.` })
}

/** A suite file, or a suite of Great Expectations. */
function suiteFromText(text: string, options: SuiteOptions): Suite {
  const tree = treeFromYaml(text, options.file)
  return isGxSuite(tree) ? suiteFromGx(tree, options) : suiteFromTree(tree, options)
}

async function suitesOfModule(
  file: string,
  options: SuiteOptions,
  { loadModule }: ResolveOptions,
): Promise<readonly Suite[]> {
  const defined = new Set(Object.values(await loaded(file, options.file, loadModule)).filter(isDefinedSuite))
  if (defined.size === 0)
    throw new UserError(`${options.file} exports no suite.`, {
      hint: 'Export what defineSuite({ … }) returns.',
    })
  return [...defined].map(definition => suiteFromObject(definition, options))
}

async function loaded(file: string, label: string, loadModule: ResolveOptions['loadModule']) {
  try {
    return await loadModule(file)
  } catch (cause) {
    throw new UserError(`${label} could not be loaded: ${messageOf(cause)}`, { cause })
  }
}

function textOf(file: string, label: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    const reason = cause instanceof TypeError ? 'it is not UTF-8 text.' : messageOf(cause)
    throw new UserError(`${label} could not be read: ${reason}`, { cause })
  }
}

function missingSuite(path: string, file: string): UserError {
  return new UserError(`There is no suite ${path}.`, { hint: suitesIn(dirname(file), basename(path)) })
}

/** The suites of a folder, or the one that was probably meant. */
function suitesIn(folder: string, wanted: string): string {
  if (!statOf(folder)?.isDirectory()) return `There is no folder ${folder} either.`
  const names = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && textExtensions.includes(extname(entry.name)))
    .map(entry => entry.name)
  if (names.length === 0) return `There is no suite in ${folder}.`
  return didYouMean(wanted, names, `Suites in ${folder} are`)
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}
