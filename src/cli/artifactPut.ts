import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import type { ArtifactStore, PutResult } from '../core/artifact.ts'
import { withoutCredentials } from '../core/credentials.ts'
import { UserError } from '../core/errors.ts'
import { currentProject } from '../store/index.ts'
import { examples, withStore } from './artifactContext.ts'
import { metadataOf, timeToLive } from './artifactOptions.ts'
import { putText } from './artifactText.ts'
import type { Io } from './io.ts'
import { collect } from './optionValues.ts'

/** `mlcheck artifact put` */
export function addPut(parent: Command, io: Io): void {
  parent
    .command('put')
    .description('Store a file, or a folder with everything in it, as the next version.')
    .argument('<path>', 'a file or a folder; with --reference a URI')
    .option('--reference', 'keep no bytes, only where they are and the state that they are in now')
    .option('--name <name>', 'the name of the artifact; that of the file by default')
    .option('--project <name>', 'the project of the artifact')
    .option('--type <type>', 'what kind of thing it is; dataset by default')
    .option('--alias <alias>', 'a name that is to point at this version; may be repeated', collect)
    .option('--description <text>', 'what a reader should know about this version')
    .option('--metadata <key=value>', 'a fact about this version, as JSON or text; may be repeated', collect)
    .option('--tag <tag>', 'a word to find it by; may be repeated', collect)
    .option('--ttl <time>', 'when it expires: 90s, 30m, 12h, 30d, 2w after now, or none', timeToLive)
    .addHelpText(
      'after',
      `${examples(
        ['artifact put data_train.csv', 'the name is data_train.csv, the version the next one'],
        ['artifact put out/ --name features --metadata rows=41975', 'all files below out'],
        ['artifact put scratch.csv --ttl 30d --tag "week 47"', 'gc frees its bytes in 30 days'],
        ['artifact put https://example.org/new.csv --reference', 'opened from there'],
      )}
The same content again makes no new version; the aliases then move to the version that has it, and its time
to live begins anew. A version does not expire while an alias other than latest points at it.
`,
    )
    .action((path: string, options: PutOptions) => withStore(io, store => put(store, path, options, io)))
}

interface PutOptions {
  readonly reference?: boolean
  readonly name?: string
  readonly project?: string
  readonly type?: string
  readonly alias?: readonly string[]
  readonly description?: string
  readonly metadata?: readonly string[]
  readonly tag?: readonly string[]
  readonly ttl?: number | null
}

async function put(store: ArtifactStore, path: string, options: PutOptions, io: Io): Promise<void> {
  const project = currentProject(io.env)
  const result = await stored(store, path, options, io)
  io.stdout(putText(result, project))
  if (!result.isNew && (options.description !== undefined || options.metadata !== undefined))
    io.stderr(
      `note: the description and metadata of ${result.artifact.version} stay as they are; artifact edit changes them\n`,
    )
}

function stored(store: ArtifactStore, path: string, options: PutOptions, io: Io): Promise<PutResult> {
  const { reference: isReference = false, name, metadata = [] } = options
  const common = {
    project: options.project ?? currentProject(io.env),
    type: options.type,
    aliases: options.alias ?? [],
    description: options.description,
    metadata: metadataOf(metadata),
    tags: options.tag ?? [],
    timeToLive: options.ttl,
    signal: io.signal,
  }
  const absolutePath = resolve(io.cwd, path)
  if (isReference) return store.refer({ ...common, uri: path, name: name ?? lastPart(path) })
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path))
    throw new UserError(`${withoutCredentials(path)} is a URI, and put stores files.`, {
      hint: 'Refer to it with --reference.',
    })
  return store.put({ ...common, path: absolutePath, name: name ?? basename(absolutePath) })
}

/** The last part of a URI's path, else its host. */
function lastPart(uri: string): string {
  // What is wrong with the URI is said where it is read.
  if (!URL.canParse(uri)) return 'data'
  const { pathname, hostname } = new URL(uri)
  return basename(pathname) || hostname || 'data'
}
