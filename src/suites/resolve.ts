import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, extname, relative, resolve } from 'node:path'
import { messageOf, UserError } from '../core/errors.ts'
import { formatBytes } from '../core/format.ts'
import { didYouMean } from '../core/suggest.ts'
import type { Suite } from '../core/suite.ts'
import { isDefinedSuite } from './define.ts'
import { circleText, extendedFiles } from './extends.ts'
import { isGxSuite, suiteFromGx } from './gx-suite.ts'
import { type Problem, suiteError } from './problem.ts'
import { type SuiteOptions, suiteFromTree, treeFromYaml } from './suite.ts'
import { type Tree, treeFromObject } from './tree.ts'

export interface ResolveOptions extends Omit<SuiteOptions, 'file' | 'bases'> {
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
const kindsOfSuites = `Suites are files with ${extensions.join(', ')}.`
/** Bytes; what is larger is data that was named by mistake. */
const mostBytes = 16 * 1024 ** 2

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
  const reading = { ...options, chain: [], known: new Map() }
  for (const file of files) suites.push(...(await suitesOf(file, reading)))
  return suites
}

interface Reading extends ResolveOptions {
  /** The files that are being read, each extended by the one before. */
  readonly chain: readonly string[]
  /** The suites of files that have been read. */
  readonly known: Map<string, readonly Suite[]>
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

async function suitesOf(file: string, reading: Reading): Promise<readonly Suite[]> {
  const known = reading.known.get(file)
  if (known) return known
  const { expectations, params } = reading
  const label = relative(reading.folder, file) || file
  const options = { file: label, expectations, params }
  const suites: Suite[] = []
  for (const tree of await treesOf(file, label, reading))
    suites.push(
      isGxSuite(tree)
        ? suiteFromGx(tree, options)
        : suiteFromTree(tree, { ...options, bases: await basesOf(tree, file, reading) }),
    )
  reading.known.set(file, suites)
  return suites
}

/** A tree for each suite of a file. */
async function treesOf(file: string, label: string, { loadModule }: Reading): Promise<readonly Tree[]> {
  const extension = extname(file).toLowerCase()
  if (textExtensions.includes(extension)) return [treeFromYaml(textOf(file, label), label)]
  if (!moduleExtensions.includes(extension))
    throw new UserError(`${label} is no suite.`, { hint: kindsOfSuites })
  const defined = new Set(Object.values(await loaded(file, label, loadModule)).filter(isDefinedSuite))
  if (defined.size > 0) return [...defined].map(treeFromObject)
  throw new UserError(`${label} exports no suite.`, { hint: 'Export what defineSuite({ … }) returns.' })
}

/** The suites that a suite extends, in the order in which it names them. */
async function basesOf(tree: Tree, file: string, reading: Reading): Promise<readonly Suite[]> {
  const problems: Problem[] = []
  const named = extendedFiles(tree, problem => problems.push(problem)).map(({ text, at }) => {
    const path = resolve(dirname(file), text)
    const chain = [...reading.chain, file]
    const obstacle = obstacleTo(text, path) ?? circleText(path, chain, reading.folder)
    if (obstacle !== undefined) problems.push({ at, trail: ['extends'], text: obstacle })
    return { path, chain }
  })
  if (problems.length > 0) throw suiteError(relative(reading.folder, file) || file, problems)
  const bases: Suite[] = []
  for (const { path, chain } of named) bases.push(...(await suitesOf(path, { ...reading, chain })))
  return bases
}

/** Why a file cannot be extended, if it cannot. */
function obstacleTo(name: string, path: string): string | undefined {
  const found = statOf(path)
  if (!found) return `There is no file ${name}. ${suitesIn(dirname(path), basename(path))}`
  if (found.isDirectory()) return `${name} is a folder. ${suitesIn(path, name)}`
  return extensions.includes(extname(path).toLowerCase())
    ? undefined
    : `${name} is no suite. ${kindsOfSuites}`
}

async function loaded(file: string, label: string, loadModule: ResolveOptions['loadModule']) {
  try {
    return await loadModule(file)
  } catch (cause) {
    throw new UserError(`${label} could not be loaded: ${messageOf(cause)}`, { cause })
  }
}

function textOf(file: string, label: string): string {
  const { size = 0 } = statOf(file) ?? {}
  if (size > mostBytes)
    throw new UserError(`${label} has ${formatBytes(size)}, and a suite at most ${formatBytes(mostBytes)}.`, {
      hint: 'Name data with --sample or --reference.',
    })
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
