import { Command } from 'commander'
import { addAlias, addGarbageCollection, addRemove } from './artifactChange.ts'
import { examples } from './artifactContext.ts'
import { addPut } from './artifactPut.ts'
import { addDiff } from './artifactDiff.ts'
import { addEdit, addTimeToLive } from './artifactFacts.ts'
import { addList } from './artifactList.ts'
import { addGet, addShow } from './artifactRead.ts'
import type { Io } from './io.ts'
import { boundTo } from './usage.ts'

/** The command `mlcheck artifact`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function artifactCommand(io: Io): Command {
  const command = boundTo(io, new Command('mlcheck artifact'))
    .description('Keep versions of datasets in a local store, and refer to them by name.')
    .usage('<command> [options]')
    .addHelpText(
      'after',
      examples(
        ['artifact put data_train.csv --alias prod', 'store a file as the next version'],
        ['--reference data_train.csv:prod --sample new.csv', 'compare with it'],
      ) +
        `
An artifact is written [project/]name, with :v3, :latest or another :alias behind it; alone it means :latest.
An entity in front, as in entity/project/name, is left out.
The store is .mlcheck in this folder or the nearest one above, or MLCHECK_HOME. MLCHECK_PROJECT names the
project of names without one.
`,
    )
  const additions = [addPut, addGet, addList, addShow, addDiff, addAlias, addTimeToLive, addEdit, addRemove]
  for (const add of [...additions, addGarbageCollection]) add(command, io)
  return command
}
