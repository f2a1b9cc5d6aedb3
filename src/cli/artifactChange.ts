import type { Command } from 'commander'
import type { ArtifactReference } from '../core/artifact.ts'
import { latest } from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import { currentProject } from '../store/index.ts'
import { examples, referenceIn, withStore } from './artifactContext.ts'
import { garbageText, named } from './artifactText.ts'
import type { Io } from './io.ts'

/** `mlcheck artifact alias` */
export function addAlias(parent: Command, io: Io): void {
  parent
    .command('alias')
    .description('Let names point at a version; they leave the version that they point at now.')
    .argument('<artifact>', 'such as data_train.csv:v3')
    .argument('<alias...>', 'words such as prod')
    .option('--remove', 'take the names away instead, wherever they point')
    .addHelpText(
      'after',
      examples(
        ['artifact alias data_train.csv:v3 prod', 'data_train.csv:prod is v3 from now on'],
        ['artifact alias data_train.csv prod --remove', 'and is nothing any more'],
      ),
    )
    .action((text: string, aliases: readonly string[], options: { readonly remove?: boolean }) =>
      withStore(io, async store => {
        const reference = referenceIn(text, io)
        for (const alias of aliases) {
          const artifact = options.remove
            ? await store.removeAlias(reference, alias)
            : await store.setAlias(reference, alias)
          if (options.remove || alias === aliases.at(-1))
            io.stdout(`${named(artifact, currentProject(io.env))}\n`)
        }
      }),
    )
}

/** `mlcheck artifact rm` */
export function addRemove(parent: Command, io: Io): void {
  parent
    .command('rm')
    .description('Remove versions. Their numbers are not used again; gc frees their bytes.')
    .argument('<artifact...>', 'with a version, such as data_train.csv:v3')
    .option('--force', 'even if aliases other than latest point at it')
    .addHelpText('after', examples(['artifact rm data_train.csv:v0 data_train.csv:v1']))
    .action((texts: readonly string[], options: { readonly force?: boolean }) =>
      withStore(io, async store => {
        for (const reference of texts.map(text => explicitVersion(text, io))) {
          const removed = await store.remove(reference, options)
          io.stdout(`removed ${named(removed, currentProject(io.env))}\n`)
        }
      }),
    )
}

/** `mlcheck artifact gc` */
export function addGarbageCollection(parent: Command, io: Io): void {
  parent
    .command('gc')
    .description('Free the bytes of expired versions, and those that no version refers to.')
    .option('--dry-run', 'only say how much that would be')
    .addHelpText('after', examples(['artifact gc --dry-run'], ['artifact gc']))
    .action((options: { readonly dryRun?: boolean }) =>
      withStore(io, async store => {
        io.stdout(garbageText(await store.collectGarbage(options), options))
      }),
    )
}

function explicitVersion(text: string, io: Io): ArtifactReference {
  const reference = referenceIn(text, io)
  if (text.includes(':')) return reference
  throw new UserError(`${text} does not say which version is to be removed.`, {
    hint: `Write ${text}:v0, or ${text}:${latest} for the newest.`,
  })
}
