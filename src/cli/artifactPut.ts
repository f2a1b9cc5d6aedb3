import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import type { ArtifactStore } from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import { formatList } from '../core/format.ts'
import { currentProject } from '../store/index.ts'
import { examples, withStore } from './artifactContext.ts'
import { putText } from './artifactText.ts'
import type { Io } from './io.ts'
import { collect } from './optionValues.ts'

/** `mlcheck artifact put` */
export function addPut(parent: Command, io: Io): void {
  parent
    .command('put')
    .description('Store a file, or a folder with everything in it, as the next version.')
    .argument('<path>', 'a file or a folder')
    .option('--name <name>', 'the name of the artifact; that of the file by default')
    .option('--project <name>', 'the project of the artifact')
    .option('--type <type>', 'what kind of thing it is; dataset by default')
    .option('--alias <alias>', 'a name that is to point at this version; may be repeated', collect)
    .option('--description <text>', 'what a reader should know about this version')
    .option('--metadata <key=value>', 'a fact about this version; may be repeated', collect)
    .addHelpText(
      'after',
      `${examples(
        ['artifact put data_train.csv', 'the name is data_train.csv, the version the next one'],
        ['artifact put out/ --name features --alias prod --metadata rows=41975'],
      )}
The same content again makes no new version; the aliases then move to the version that has it.
`,
    )
    .action((path: string, options: PutOptions) => withStore(io, store => put(store, path, options, io)))
}

interface PutOptions {
  readonly name?: string
  readonly project?: string
  readonly type?: string
  readonly alias?: readonly string[]
  readonly description?: string
  readonly metadata?: readonly string[]
}

async function put(store: ArtifactStore, path: string, options: PutOptions, io: Io): Promise<void> {
  const absolutePath = resolve(io.cwd, path)
  const project = currentProject(io.env)
  const { metadata = [] } = options
  const result = await store.put({
    path: absolutePath,
    project: options.project ?? project,
    name: options.name ?? basename(absolutePath),
    type: options.type,
    aliases: options.alias ?? [],
    description: options.description,
    metadata: metadataOf(metadata),
    signal: io.signal,
  })
  io.stdout(putText(result, project))
  if (!result.isNew && (options.description !== undefined || metadata.length > 0))
    io.stderr(`note: the description and metadata of ${result.artifact.version} stay as they are\n`)
}

function metadataOf(assignments: readonly string[]): Readonly<Record<string, string>> {
  const wrong = assignments.filter(assignment => assignment.indexOf('=') < 1)
  if (wrong.length > 0)
    throw new UserError(`--metadata ${formatList(wrong)} is no assignment.`, {
      hint: 'Write --metadata key=value.',
    })
  return Object.fromEntries(
    assignments.map(assignment => {
      const at = assignment.indexOf('=')
      return [assignment.slice(0, at), assignment.slice(at + 1)]
    }),
  )
}
