import type { Command } from 'commander'
import type { Artifact, ArtifactStore } from '../core/artifact.ts'
import { parseArtifactReference } from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import { currentProject } from '../store/index.ts'
import { examples, withStore } from './artifactContext.ts'
import { artifactsTable, masked, versionsTable } from './artifactText.ts'
import type { Io } from './io.ts'
import { collect } from './optionValues.ts'

interface ListOptions {
  readonly project?: string
  readonly type?: string
  readonly tag?: readonly string[]
  readonly alias?: readonly string[]
  readonly json?: boolean
}

/** `mlcheck artifact ls` */
export function addList(parent: Command, io: Io): void {
  parent
    .command('ls')
    .description('List the artifacts, or the versions of one.')
    .argument('[name]', 'an artifact, [project/]name')
    .option('--project <name>', 'only this project')
    .option('--type <type>', 'only artifacts of this type')
    .option('--tag <tag>', 'only versions with this tag; may be repeated', collect)
    .option('--alias <alias>', 'only versions that this alias points at; may be repeated', collect)
    .option('--json', 'print every version as JSON')
    .addHelpText(
      'after',
      examples(
        ['artifact ls', 'the newest version of every artifact'],
        ['artifact ls data_train.csv', 'all its versions'],
        ['artifact ls --type model --alias prod', 'the models that are in use'],
        ['artifact ls --json', 'for programs'],
      ),
    )
    .action((text: string | undefined, options: ListOptions) =>
      withStore(io, async store => {
        const all =
          text === undefined
            ? await store.list({ project: options.project })
            : await versionsOf(store, text, options.project ?? currentProject(io.env))
        const artifacts = all.filter(artifact => fits(artifact, options))
        if (options.json) io.stdout(`${JSON.stringify(artifacts.map(masked), null, 2)}\n`)
        else if (artifacts.length > 0)
          io.stdout(
            text === undefined ? artifactsTable(artifacts, currentProject(io.env)) : versionsTable(artifacts),
          )
        else
          io.stderr(
            all.length === 0
              ? `There are no artifacts in ${store.location}.\n`
              : 'None of the versions is like that.\n',
          )
      }),
    )
}

function fits(artifact: Artifact, { type, tag = [], alias = [] }: ListOptions): boolean {
  return (
    (type === undefined || artifact.type === type) &&
    tag.every(each => artifact.tags.includes(each)) &&
    alias.every(each => artifact.aliases.includes(each))
  )
}

async function versionsOf(store: ArtifactStore, text: string, project: string): Promise<readonly Artifact[]> {
  const reference = parseArtifactReference(text, project)
  if (text.includes(':'))
    throw new UserError(`ls takes the name of an artifact, and ${text} is a version.`, {
      hint: `mlcheck artifact show ${text} shows it.`,
    })
  const versions = await store.list({ project: reference.project, name: reference.name })
  // Says what there is instead.
  if (versions.length === 0) await store.find(reference)
  return versions
}
