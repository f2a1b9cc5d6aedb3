import { Command } from 'commander'
import type { VersionLink } from '../core/tracking.ts'
import { type LineageNode, lineageTree } from '../run/runs.ts'
import { currentProject } from '../store/index.ts'
import { examples, referenceIn, withStore } from './artifactContext.ts'
import type { Io } from './io.ts'
import { trackingOf } from './runs.ts'
import { shortId } from './runsText.ts'
import { minute, printable } from './table.ts'
import { boundTo } from './usage.ts'

/** The command `mlcheck lineage`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function lineageCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck lineage'))
    .description('Show where a version of an artifact comes from, and which runs took it.')
    .usage('<artifact> [options]')
    .argument('<artifact>', 'such as data_train.csv:v3')
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples(['lineage data_train.csv'], ['lineage rentals/model:prod --json']))
    .action((text: string, { json = false }: { readonly json?: boolean }) =>
      withStore(io, async store => {
        const tree = await lineageTree(await store.find(referenceIn(text, io)), trackingOf(io))
        io.stdout(json ? `${JSON.stringify(tree, null, 2)}\n` : treeText(tree, currentProject(io.env)))
      }),
    )
}

function treeText(tree: LineageNode, project: string): string {
  const lines = [...originLines(tree, project, 0)]
  if (tree.usedBy.length > 0) {
    lines.push('used by')
    for (const { run, made } of tree.usedBy) {
      const names = made.map(link => nameOf(link, project)).join(', ')
      const head = `  ${printable(run.name)} (run ${shortId(run.id)}, ${minute(run.startedAt)})`
      lines.push(names === '' ? head : `${head}, which made ${names}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function originLines(
  { version, madeBy, from, isRepeated }: LineageNode,
  project: string,
  depth: number,
): readonly string[] {
  const indent = '  '.repeat(depth)
  const name = nameOf(version, project)
  if (isRepeated) return [`${indent}${name}, as above`]
  if (madeBy === undefined) return [`${indent}${name}, put by hand`]
  const by = `${printable(madeBy.name)} (run ${shortId(madeBy.id)}, ${minute(madeBy.startedAt)})`
  return [
    `${indent}${name}, made by ${by}${from.length > 0 ? ' from' : ''}`,
    ...from.flatMap(node => originLines(node, project, depth + 1)),
  ]
}

function nameOf({ project, name, version }: VersionLink, current: string): string {
  return printable(project === current ? `${name}:${version}` : `${project}/${name}:${version}`)
}
