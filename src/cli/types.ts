import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { messageOf, UserError, unreadable } from '../core/errors.ts'
import type { Column, Schema } from '../core/schema.ts'
import { columnsDeclaration, declaredColumns, partings } from '../suites/column-types.ts'
import { examples } from './artifactContext.ts'
import { openEngine } from './engine.ts'
import type { Cleanups, Io } from './io.ts'
import { readOptionsOf, withReadOptions } from './readOptions.ts'
import { resolveDataset } from './resolve.ts'
import { boundTo } from './usage.ts'

interface TypesOptions extends Record<string, unknown> {
  readonly out?: string
  readonly check?: boolean
}

/**
 * The command `mlcheck types`. Failures are thrown: a `UserError`, also where data and declaration have parted, or a
 * `CommanderError` after help.
 */
export function typesCommand(io: Io): Command {
  const command = boundTo(io, new Command('mlcheck types'))
    .description('Declare the columns of a dataset, so that a mistyped one does not compile.')
    .usage('<data> [options]')
    .argument('<data>', 'a path, a glob, an http(s) URL, or an artifact')
    .option('--out <file>', 'write the declaration there instead of to standard output')
    .option('--check', 'change nothing; exit code 1 where the data are not as --out says')
  return withReadOptions(command)
    .addHelpText(
      'after',
      examples(
        ['types train.csv --out columns.d.ts', 'declare the columns'],
        ['types new.csv --out columns.d.ts --check', 'tell how new data and declaration have parted'],
      ),
    )
    .action((data: string, options: TypesOptions) => types(data, options, io))
}

async function types(data: string, options: TypesOptions, io: Io): Promise<void> {
  const { out, check } = options
  if (check && out === undefined)
    throw new UserError('There is no declaration to check.', { hint: 'Name it with --out FILE.' })
  const declared = out !== undefined && existsSync(resolve(io.cwd, out)) ? declaredIn(out, io) : undefined
  if (check && !declared)
    throw unreadable(`There is no file ${out}.`, { hint: `Leave --check out, and it is written.` })
  const schema = await schemaOf(data, options, io)
  if (check && declared && out !== undefined) return assertSame(declared, schema, { data, out })
  const text = columnsDeclaration(schema, [`Written by mlcheck types ${data}.`])
  if (out === undefined) io.stdout(text)
  else writeFileSync(resolve(io.cwd, out), text)
}

/** @throws UserError when a file is no such declaration, so that no other file is ever written over */
function declaredIn(out: string, { cwd }: Io): readonly Column[] {
  const columns = declaredColumns(textOf(resolve(cwd, out), out))
  if (columns) return columns
  throw new UserError(`${out} is there, and it is no declaration that mlcheck types wrote.`, {
    hint: 'Choose another name with --out.',
  })
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw unreadable(`${file} could not be read: ${messageOf(cause)}`, { cause })
  }
}

function assertSame(
  declared: readonly Column[],
  schema: Schema,
  { data, out }: { readonly data: string; readonly out: string },
): void {
  const found = partings(declared, schema, data)
  if (found.length > 0)
    throw new UserError([`${data} and ${out} have parted.`, ...found.map(text => `  ${text}`)].join('\n'), {
      hint: 'Without --check the declaration is written anew.',
      fault: 'failed',
    })
}

async function schemaOf(data: string, options: TypesOptions, io: Io): Promise<Schema> {
  const cleanups: Cleanups = []
  const source = await resolveDataset(data, { read: readOptionsOf(options) }, io, cleanups)
  const engine = await openEngine(io)
  try {
    return (await engine.open(source)).schema
  } finally {
    await engine.close()
    for (const cleanup of cleanups) await cleanup()
  }
}
