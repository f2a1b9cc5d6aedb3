import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { lineageTree } from '../run/runs.ts'
import { currentProject } from '../store/index.ts'
import { examples, referenceIn, withStore } from './artifactContext.ts'
import { copyOut } from './artifactFiles.ts'
import { artifactText, masked, named, sizeText } from './artifactText.ts'
import type { Io } from './io.ts'
import { trackingOf } from './runs.ts'

interface GetOptions {
  readonly to?: string
  readonly path?: string
  readonly force?: boolean
}

/** `mlcheck artifact get` */
export function addGet(parent: Command, io: Io): void {
  parent
    .command('get')
    .description('Copy the files of a version out of the store.')
    .argument('<artifact>', 'such as data_train.csv:v3')
    .option('--to <folder>', 'where to; by default here, or a folder of its name for several files')
    .option('--path <file>', 'only this file of several')
    .option('--force', 'overwrite files that have other content')
    .addHelpText(
      'after',
      examples(
        ['artifact get data_train.csv:v3 --to old', 'to old/data_train.csv'],
        ['artifact get rentals/features:prod', 'from the project rentals'],
        ['artifact get features --path sub/file.csv', 'to sub/file.csv'],
      ),
    )
    .action((text: string, options: GetOptions) =>
      withStore(io, async store => {
        const { path, to } = options
        const opened = await store.open(referenceIn(text, io), {
          ...(path !== undefined && { path }),
          ...(io.signal && { signal: io.signal }),
        })
        const { artifact } = opened
        const folder = resolve(io.cwd, to ?? (artifact.files.length > 1 ? artifact.name : '.'))
        await copyOut(opened, folder, options)
        const target = artifact.files.length === 1 ? join(folder, artifact.files[0]?.path ?? '') : folder
        const shown = relative(io.cwd, target) || '.'
        io.stdout(`${named(artifact, currentProject(io.env))} · ${sizeText(artifact)} · in ${shown}\n`)
      }),
    )
}

/** `mlcheck artifact show` */
export function addShow(parent: Command, io: Io): void {
  parent
    .command('show')
    .description('Show everything that is known of a version, and which runs made and used it.')
    .argument('<artifact>', 'such as data_train.csv:v3')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      examples(
        ['artifact show data_train.csv'],
        ['artifact show data_train.csv:v3 --json'],
        ['lineage data_train.csv:v3', 'all that it comes from'],
      ),
    )
    .action((text: string, options: { readonly json?: boolean }) =>
      withStore(io, async store => {
        const artifact = await store.find(referenceIn(text, io))
        const { madeBy, usedBy } = await lineageTree(artifact, trackingOf(io))
        const users = usedBy.map(({ run }) => run)
        if (!options.json) io.stdout(artifactText(artifact, { madeBy, users }, currentProject(io.env)))
        else
          io.stdout(
            `${JSON.stringify({ ...masked(artifact), usedBy: users.map(({ id }) => id) }, null, 2)}\n`,
          )
      }),
    )
}
