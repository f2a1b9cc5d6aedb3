import type { Command } from 'commander'
import { UserError } from '../core/errors.ts'
import { parseTimeToLive } from '../core/timeToLive.ts'
import { currentProject } from '../store/index.ts'
import { examples, referenceIn, withStore } from './artifactContext.ts'
import { metadataOf } from './artifactOptions.ts'
import { lifeText, named } from './artifactText.ts'
import type { Io } from './io.ts'
import { collect } from './optionValues.ts'

/** `mlcheck artifact ttl` */
export function addTimeToLive(parent: Command, io: Io): void {
  parent
    .command('ttl')
    .description('Let a version expire some time after it was put, or never.')
    .argument('<artifact>', 'such as data_train.csv:v3')
    .argument('<time>', '90s, 30m, 12h, 30d, 2w or none')
    .addHelpText(
      'after',
      `${examples(
        ['artifact ttl data_train.csv:v3 30d', 'expires 30 days after it was put'],
        ['artifact ttl data_train.csv:v3 none', 'stays for ever'],
      )}
An expired version cannot be opened, and gc frees its bytes; what is known of it stays. It does not expire
while an alias other than latest points at it.
`,
    )
    .action((text: string, time: string) =>
      withStore(io, async store => {
        const timeToLive = parseTimeToLive(time)
        const artifact = await store.edit(referenceIn(text, io), { timeToLive })
        io.stdout(`${named(artifact, currentProject(io.env))} · ${lifeText(artifact)}\n`)
      }),
    )
}

interface EditOptions {
  readonly description?: string
  readonly metadata?: readonly string[]
  readonly removeMetadata?: readonly string[]
  readonly tag?: readonly string[]
  readonly removeTag?: readonly string[]
}

/** `mlcheck artifact edit` */
export function addEdit(parent: Command, io: Io): void {
  parent
    .command('edit')
    .description('Change what is known of a version. Its content stays.')
    .argument('<artifact>', 'such as data_train.csv:v3')
    .option('--description <text>', 'what a reader should know about this version')
    .option('--metadata <key=value>', 'a fact about this version, as JSON or text; may be repeated', collect)
    .option('--remove-metadata <key>', 'a fact to be taken away; may be repeated', collect)
    .option('--tag <tag>', 'a word to find it by; may be repeated', collect)
    .option('--remove-tag <tag>', 'a word to be taken away; may be repeated', collect)
    .addHelpText(
      'after',
      examples(
        ['artifact edit data_train.csv:v3 --description "without the test rows"'],
        ['artifact edit data_train.csv:v3 --metadata rows=41975 --tag checked'],
        ['artifact edit data_train.csv:v3 --remove-metadata rows --remove-tag checked'],
      ),
    )
    .action((text: string, options: EditOptions) =>
      withStore(io, async store => {
        if (Object.keys(options).length === 0)
          throw new UserError('edit needs to be told what is to be changed.', {
            hint: 'Give it --description, --metadata or --tag, or what is to be taken away.',
          })
        const artifact = await store.edit(referenceIn(text, io), {
          ...(options.description !== undefined && { description: options.description }),
          metadata: metadataOf(options.metadata ?? []),
          withoutMetadata: options.removeMetadata ?? [],
          tags: options.tag ?? [],
          withoutTags: options.removeTag ?? [],
        })
        io.stdout(`${named(artifact, currentProject(io.env))} was changed\n`)
      }),
    )
}
