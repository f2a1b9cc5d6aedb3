import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Artifact, ArtifactStore } from '../core/artifact.ts'
import { parseArtifactReference } from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import { currentProject } from '../store/index.ts'
import { examples, referenceIn, withStore } from './artifactContext.ts'
import { copyOut } from './artifactFiles.ts'
import { artifactsTable, artifactText, named, sizeText, versionsTable } from './artifactText.ts'
import type { Io } from './io.ts'

/** `mlcheck artifact get` */
export function addGet(parent: Command, io: Io): void {
  parent
    .command('get')
    .description('Copy the files of a version out of the store.')
    .argument('<artifact>', 'such as data_train.csv:v3')
    .option('--to <folder>', 'where to; by default here, or a folder of its name for several files')
    .option('--force', 'overwrite files that have other content')
    .addHelpText(
      'after',
      examples(
        ['artifact get data_train.csv:v3 --to old', 'to old/data_train.csv'],
        ['artifact get rentals/features:prod', 'from the project rentals'],
      ),
    )
    .action((text: string, options: { readonly to?: string; readonly force?: boolean }) =>
      withStore(io, async store => {
        const opened = await store.open(referenceIn(text, io))
        const { artifact } = opened
        const folder = resolve(io.cwd, options.to ?? (artifact.files.length > 1 ? artifact.name : '.'))
        await copyOut(opened, folder, options)
        const target = artifact.files.length === 1 ? join(folder, artifact.files[0]?.path ?? '') : folder
        const shown = relative(io.cwd, target) || '.'
        io.stdout(`${named(artifact, currentProject(io.env))} · ${sizeText(artifact)} · in ${shown}\n`)
      }),
    )
}

/** `mlcheck artifact ls` */
export function addList(parent: Command, io: Io): void {
  parent
    .command('ls')
    .description('List the artifacts, or the versions of one.')
    .argument('[name]', 'an artifact, [project/]name')
    .option('--project <name>', 'only this project')
    .option('--json', 'print every version as JSON')
    .addHelpText(
      'after',
      examples(
        ['artifact ls', 'the newest version of every artifact'],
        ['artifact ls data_train.csv', 'all its versions'],
        ['artifact ls --json', 'for programs'],
      ),
    )
    .action((text: string | undefined, options: { readonly project?: string; readonly json?: boolean }) =>
      withStore(io, async store => {
        const artifacts =
          text === undefined
            ? await store.list({ project: options.project })
            : await versionsOf(store, text, options.project ?? currentProject(io.env))
        if (options.json) io.stdout(json(artifacts))
        else if (artifacts.length === 0) io.stderr(`There are no artifacts in ${store.location}.\n`)
        else
          io.stdout(
            text === undefined ? artifactsTable(artifacts, currentProject(io.env)) : versionsTable(artifacts),
          )
      }),
    )
}

/** `mlcheck artifact show` */
export function addShow(parent: Command, io: Io): void {
  parent
    .command('show')
    .description('Show everything that is known of a version.')
    .argument('<artifact>', 'such as data_train.csv:v3')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      examples(['artifact show data_train.csv'], ['artifact show data_train.csv:v3 --json']),
    )
    .action((text: string, options: { readonly json?: boolean }) =>
      withStore(io, async store => {
        const artifact = await store.find(referenceIn(text, io))
        io.stdout(options.json ? json(artifact) : artifactText(artifact, currentProject(io.env)))
      }),
    )
}

async function versionsOf(store: ArtifactStore, text: string, project: string): Promise<readonly Artifact[]> {
  const reference = parseArtifactReference(text, project)
  if (text.includes(':'))
    throw new UserError(`ls takes the name of an artifact, and ${text} is a version.`, {
      hint: `mlcheck artifact show ${text} shows it.`,
    })
  await store.find(reference)
  return store.list({ project: reference.project, name: reference.name })
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
