import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import type { Relation } from '../../src/core/engine.ts'
import { UserError } from '../../src/core/errors.ts'
import type { InputPorts, OutputPorts, Stage, StageCheck, StageContext } from '../../src/core/stage.ts'
import type { Json, Value } from '../../src/core/value.ts'
import { openEngine } from '../engines/support.ts'

interface Given<P> {
  readonly params?: P
  /** Of each input, its files by their names, as text or bytes. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>>
  /** Of each input, what the stage that made it said of it. */
  readonly metadata?: Readonly<Record<string, Readonly<Record<string, Json>>>>
  readonly seed?: number
  readonly signal?: AbortSignal
  readonly onProgress?: () => void
}

/** What a stage did. */
interface Ran {
  readonly checks: readonly StageCheck[]
  /** `name:version alias` */
  readonly aliases: readonly string[]
  readonly log: readonly string[]
  readonly metrics: Readonly<Record<string, number>>
  readonly metadata: Readonly<Record<string, Json>>
  /** The names of an output's files, sorted. */
  files(output: string): readonly string[]
  text(output: string, file: string): string
  path(output: string, file: string): string
  open(output: string, file?: string): Promise<Relation>
  /** The columns of an output's file, each with all its values. */
  columns(output: string, file?: string): Promise<Readonly<Record<string, readonly Value[]>>>
}

/** Runs a stage over files in temporary folders, with the engine that is there. */
export async function runStage<P extends z.ZodType, I extends InputPorts, O extends OutputPorts>(
  stage: Stage<P, I, O>,
  {
    params,
    inputs,
    metadata: known = {},
    seed = 42,
    signal = new AbortController().signal,
    onProgress = () => {},
  }: Given<z.input<P>>,
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'mlcheck-test-'))
  const engine = await openEngine({ signal })
  onTestFinished(async () => {
    await engine.close()
    rmSync(folder, { recursive: true })
  })
  const folderOf = (name: string) => join(folder, name)
  for (const name of ['temporary', 'keep', ...Object.keys(inputs), ...Object.keys(stage.outputs)])
    mkdirSync(folderOf(name))
  const log: string[] = []
  const metrics: Record<string, number> = {}
  const metadata: Record<string, Json> = {}
  const checks: StageCheck[] = []
  const aliases: string[] = []
  const openFiles = (label: string, paths: readonly string[]) => engine.open({ kind: 'files', label, paths })
  const context: StageContext<unknown> = {
    params: stage.params.parse(params ?? {}),
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, files]) => [
        name,
        { ...written(name, files, folderOf(name)), metadata: known[name] ?? {} },
      ]),
    ),
    outputs: Object.fromEntries(
      Object.keys(stage.outputs).map(name => [
        name,
        {
          name,
          folder: folderOf(name),
          describe: (facts: Readonly<Record<string, Json>>) => Object.assign(metadata, { [name]: facts }),
        },
      ]),
    ),
    seed,
    signal,
    open: ({ name, paths }) => openFiles(name, paths),
    temporary: folderOf('temporary'),
    log: text => void log.push(text),
    progress: onProgress,
    metrics: values => void Object.assign(metrics, values),
    check: found => void checks.push(found),
    keep: folderOf('keep'),
    cores: 2,
    cwd: folder,
    attach: () => {},
    alias: (input, alias) => void aliases.push(`${input.name}:${input.version} ${alias}`),
  }
  await stage.run(context as unknown as StageContext<z.output<P>, I, O>)
  const ran: Ran = {
    log,
    metrics,
    metadata,
    checks,
    aliases,
    files: output => readdirSync(folderOf(output)).sort(),
    path: (output, file) => join(folderOf(output), file),
    text: (output, file) => readFileSync(join(folderOf(output), file), 'utf8'),
    open: async (output, file = ran.files(output)[0] ?? '') =>
      openFiles(output, [join(folderOf(output), file)]),
    columns: async (output, file) => {
      const relation = await ran.open(output, file)
      const names = relation.schema.columns.map(({ name }) => name)
      const columns = await relation.rows({ columns: names, limit: relation.info.rows, seed: 1 })
      return Object.fromEntries(names.map((name, index) => [name, columns[index] ?? []]))
    },
  }
  return ran
}

/** What a stage says when it refuses. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => new Error('It was accepted.'),
    reason => reason,
  )
  if (error instanceof UserError) return `${error.message} (exit ${error.exitCode})\n${error.hint}`
  throw error
}

function written(name: string, files: Given<unknown>['inputs'][string], folder: string) {
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
  const paths = Object.keys(files).map(file => join(folder, file))
  return { project: 'p', name, version: 'v0', digest: '0'.repeat(64), paths }
}
