import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Relation } from '../core/engine.ts'
import { exitCodes, UserError, unreadable } from '../core/errors.ts'
import type { Role } from '../core/metric.ts'
import type { Suite } from '../core/suite.ts'
import { askFor, askFurther } from '../run/foresee.ts'
import type { Datasets, Session } from '../run/session.ts'
import { RecordingRelation } from '../run/states/recording.ts'
import type { SavedDataset } from '../run/states/saved.ts'
import { type States, saysMore } from '../run/states/state.ts'
import type { CheckArgs } from './args.ts'
import { failureCode, said } from './failure.ts'
import { identityOf } from './identity.ts'
import type { Io } from './io.ts'
import { checksOf } from './judge.ts'
import { shownPath } from './reportFiles.ts'
import { readHeader, readStates, stateFilesIn, statePath, writeStates } from './stateFiles.ts'
import { fullestSuite } from './suites.ts'

/** @throws UserError when states cannot be saved as asked for, before any data is read */
export function assertStates(args: CheckArgs): void {
  const { states, partition, sample } = args
  if (states === undefined) {
    if (partition === undefined) return
    throw new UserError('--partition names what --states saves, and there is no --states.', {
      hint: 'Name the folder with --states DIR.',
    })
  }
  if (sample === undefined)
    throw new UserError('--states needs a sample.', { hint: 'Name it with --sample REF.' })
  const [option] = partialOptions(args)
  if (option !== undefined)
    throw new UserError(`--states and ${option} cannot be used together.`, {
      hint: 'States are saved of what all checks ask.',
    })
}

function partialOptions({ explain, watch, only, tags, testNamePattern, bail }: CheckArgs): readonly string[] {
  const options = {
    '--explain': explain,
    '--watch': watch,
    '--only': only.length > 0,
    '--tag': tags.length > 0,
    '--test-name-pattern': testNamePattern !== undefined,
    '--bail': bail,
  }
  return Object.entries(options).flatMap(([name, isGiven]) => (isGiven ? [name] : []))
}

/** The datasets of a run; where states are to be saved, such as keep them. */
export function recorded({ states }: CheckArgs, { sample, reference }: Datasets): Datasets {
  const recording = (relation: Relation | undefined) =>
    relation && states !== undefined ? new RecordingRelation(relation) : relation
  const [own, other] = [recording(sample), recording(reference)]
  return { ...(own && { sample: own }), ...(other && { reference: other }) }
}

/**
 * Saves the states of what was asked, and of what else other parts of the data may have to be asked. Says which files it
 * wrote, and why where it could not.
 */
export async function saveStates(
  args: CheckArgs,
  suites: readonly Suite[],
  session: Session,
  io: Io,
): Promise<number> {
  const { states, tests } = args
  if (states === undefined) return exitCodes.passed
  try {
    await askFurther(checksOf(suites), session, tests)
    const derived = suites.find(suite => suite.derived)
    if (derived) await askFor(await checksBesides(derived, session), session)
    for (const role of ['sample', 'reference'] as const) await saveRole(role, args, states, session, io)
    return exitCodes.passed
  } catch (error) {
    return failureCode(error, io)
  }
}

/** The checks that another part of the same data may get. */
async function checksBesides(derived: Suite, session: Session) {
  const ids = new Set(derived.checks.map(({ id }) => id))
  const fullest = await fullestSuite(session)
  return checksOf([{ ...fullest, checks: fullest.checks.filter(({ id }) => !ids.has(id)) }])
}

async function saveRole(
  role: Role,
  args: CheckArgs,
  states: string,
  { data }: Session,
  io: Io,
): Promise<void> {
  const relation = data[role]
  if (!(relation instanceof RecordingRelation)) return
  const folder = resolve(io.cwd, states)
  const dataset = await savedDataset(role, relation, args)
  const path = statePath(folder, dataset)
  const before = await knownIn(folder, io)
  const same = before.filter(known => isReplacedBy(dataset, known.dataset))
  const own = relation.recorder.states
  // Another suite may have asked the same reference for other things.
  const kept = role === 'reference' ? same.map(known => known.path) : []
  await writeStates(path, dataset, await together(own, kept, io))
  for (const known of same) if (known.path !== path) rmSync(known.path)
  const replaced = role === 'sample' ? same.map(known => replacedText(dataset, known)).join('') : ''
  io.stderr(said(`note: the states of ${dataset.partition} are in ${path}${replaced}.\n`, io))
}

async function savedDataset(
  role: Role,
  relation: RecordingRelation,
  { partition, read }: CheckArgs,
): Promise<SavedDataset> {
  const { info, schema } = relation
  const { artifact, label } = info
  const named = artifact ? `${artifact.project}/${artifact.name}:${artifact.version}` : label
  const options = Object.keys(read).length === 0 ? '' : ` ${JSON.stringify(read)}`
  return {
    role,
    partition: role === 'sample' ? (partition ?? named) : named,
    identity: `${await identityOf(info)}${options}`,
    info,
    schema,
  }
}

interface Known {
  readonly path: string
  readonly dataset: SavedDataset
}

/** What is saved already. A file that cannot be read is left for whoever merges it. */
async function knownIn(folder: string, io: Io): Promise<readonly Known[]> {
  const known = filesIn(folder, io).map(async path => {
    const dataset = await readHeader(path, io).catch(() => undefined)
    return dataset ? [{ path, dataset }] : []
  })
  return (await Promise.all(known)).flat()
}

function filesIn(folder: string, io: Io): readonly string[] {
  try {
    return stateFilesIn(folder)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw unreadable(`${shownPath(folder, io)} is no folder that states can be saved in.`, { cause })
  }
}

/** Whether both are about the same part of the data, so that together they would count it twice. */
function isReplacedBy(dataset: SavedDataset, known: SavedDataset): boolean {
  if (dataset.role !== known.role) return false
  const isSame = dataset.identity === known.identity
  return isSame || (dataset.role === 'sample' && dataset.partition === known.partition)
}

function replacedText(dataset: SavedDataset, { dataset: known }: Known): string {
  if (known.partition !== dataset.partition)
    return `, in place of those of ${known.partition}, which has the same bytes`
  return known.identity === dataset.identity
    ? ', in place of those from before'
    : `, in place of those of other data that were called ${known.partition}; --partition tells them apart`
}

/** States with those of files about the same data, which stand where they say more. */
async function together(states: States, paths: readonly string[], io: Io): Promise<States> {
  const merged = new Map(states)
  for (const path of paths) {
    const before = await readStates(path, io)
    for (const key of before.keys()) {
      const state = before.stateOf(key)
      if (state && saysMore(state, merged.get(key))) merged.set(key, state)
    }
  }
  return merged
}
