import { type Lineage, linkOf, type Run, type Tracking, type VersionLink } from '../core/tracking.ts'
import type { Json } from '../core/value.ts'

/** A run with everything that is known of it. */
export interface RunRecord {
  readonly run: Run
  readonly steps: readonly Run[]
  readonly lineage: readonly Lineage[]
}

/** A value that is not the same in two runs; `undefined` where a run has none. */
export interface Difference {
  readonly key: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

export interface RunDifference {
  readonly config: readonly Difference[]
  readonly summary: readonly Difference[]
  /** By `step.port`: the versions that steps took and made. */
  readonly versions: readonly Difference[]
  readonly commit: readonly Difference[]
}

/** What two runs have not in common, keys in the order of the first run that has them. */
export function runDifference(before: RunRecord, after: RunRecord): RunDifference {
  const compared = (of: (record: RunRecord) => ReadonlyMap<string, Json>) => differing(of(before), of(after))
  return {
    config: compared(({ run }) => flattened(run.config)),
    summary: compared(summaryOf),
    versions: compared(versionsOf),
    commit: compared(({ run }) => new Map(run.commit === undefined ? [] : [['commit', run.commit]])),
  }
}

/** The numbers and facts of a run, those of the steps of a pipeline as `step.name`. */
export function summaryOf({ run, steps }: Pick<RunRecord, 'run' | 'steps'>): ReadonlyMap<string, Json> {
  if (run.jobType !== 'pipeline') return new Map(Object.entries(run.summary ?? {}))
  return new Map(
    steps.flatMap(({ name, summary = {} }) =>
      Object.entries(summary).map(([key, value]) => [`${name}.${key}`, value] as const),
    ),
  )
}

function versionsOf({ steps, run, lineage }: RunRecord): ReadonlyMap<string, Json> {
  const names = new Map([run, ...steps].map(({ id, name }) => [id, name]))
  return new Map(lineage.map(edge => [`${names.get(edge.run)}.${edge.port}`, versionText(edge)]))
}

/** `project/name:v3` */
export function versionText({ project, name, version }: VersionLink): string {
  return `${project}/${name}:${version}`
}

/** The values that are not the same under one key, keys in the order of the first that has them. */
export function differing(
  before: ReadonlyMap<string, Json>,
  after: ReadonlyMap<string, Json>,
): readonly Difference[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  return keys
    .map(key => ({ key, before: before.get(key), after: after.get(key) }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

/** The leaves of nested values by dotted keys; lists are leaves. */
function flattened(value: Json): ReadonlyMap<string, Json> {
  const leaves: [string, Json][] = []
  const visit = (part: Json, path: readonly string[]) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) leaves.push([path.join('.'), part])
    else for (const [key, child] of Object.entries(part)) visit(child, [...path, key])
  }
  visit(value, [])
  return new Map(leaves)
}

/** Where a version comes from, and what became of it. */
export interface LineageNode {
  readonly version: VersionLink
  /** The run that made it first; absent for what was put by hand. */
  readonly madeBy?: Run
  /** What that run took. */
  readonly from: readonly LineageNode[]
  /** Runs that took it, with what they made. */
  readonly usedBy: readonly { readonly run: Run; readonly made: readonly VersionLink[] }[]
  /** Whether it is told elsewhere in the same tree. */
  readonly isRepeated?: boolean
}

/** Follows a version back to where it all began, and one step forward. Runs that took over earlier work are left out. */
export async function lineageTree(version: VersionLink, tracking: Tracking): Promise<LineageNode> {
  const runs = new Map((await tracking.runs()).map(run => [run.id, run]))
  const seen = new Set<string>()

  async function visit(link: VersionLink, isRoot: boolean): Promise<LineageNode> {
    const key = `${versionText(link)}@${link.digest}`
    if (seen.has(key)) return { version: link, from: [], usedBy: [], isRepeated: true }
    seen.add(key)
    const edges = (await tracking.lineage(link)).filter(({ digest }) => digest === link.digest)
    const working = edges.filter(({ run }) => runs.has(run) && runs.get(run)?.cachedFrom === undefined)
    const made = working.find(({ role }) => role === 'produced')
    const madeBy = made && runs.get(made.run)
    const inputs = made
      ? (await tracking.lineage({ run: made.run })).filter(({ role }) => role === 'used')
      : []
    const from: LineageNode[] = []
    for (const input of inputs) from.push(await visit(linkOf(input), false))
    const users = isRoot ? working.filter(({ role }) => role === 'used') : []
    const usedBy = await Promise.all(
      users.flatMap(({ run: id }) => {
        const run = runs.get(id)
        return run ? [usage(run, tracking)] : []
      }),
    )
    return { version: link, ...(madeBy && { madeBy }), from, usedBy }
  }

  return visit(version, true)
}

async function usage(run: Run, tracking: Tracking) {
  const edges = await tracking.lineage({ run: run.id })
  return { run, made: edges.filter(({ role }) => role === 'produced').map(linkOf) }
}
