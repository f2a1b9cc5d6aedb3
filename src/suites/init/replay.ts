import { plural } from '../../core/format.ts'
import { isFinding, type Outcome } from '../../core/result.ts'
import type { ColumnFacts } from '../facts.ts'
import type { Draft, Looser, Older } from './draft.ts'

/** A batch to replay, with what is known of it. */
export interface OlderBatch {
  readonly label: string
  readonly rows: number
  readonly facts: readonly ColumnFacts[]
}

/** Outcomes, of all drafts on one batch or of one draft on all batches. */
export type Replayed = readonly (Outcome | undefined)[]

/** What the replay came to. */
export interface Replay {
  readonly batches: number
  /** Alarms of the drafts as they were, and as they are written. */
  readonly before: number
  readonly after: number
  /** What was done to whom. */
  readonly loosened: readonly string[]
  readonly dropped: readonly string[]
}

/** A draft, and what the replay had to do with it. */
interface Tried {
  readonly draft: Draft
  /** How many batches broke it as it was proposed. */
  readonly alarms: number
  /** How it was loosened; absent where it was not, or could not be. */
  readonly looser?: Looser
  /** Whether it has to be judged again. */
  readonly isOpen: boolean
}

/** Runs checks over older batches: one list of outcomes for each batch. */
export type Judge = (drafts: readonly Draft[]) => Promise<readonly Replayed[]>

/**
 * Loosens what older batches break, judges that again, and drops what is still broken or would say nothing any more.
 */
export async function replayed(
  drafts: readonly Draft[],
  batches: readonly OlderBatch[],
  judge: Judge,
): Promise<{ drafts: readonly Draft[]; replay: Replay }> {
  const outcomes = await judge(drafts)
  const tried = drafts.map((draft, index) => tryOut(draft, columnOf(outcomes, index), batches))
  const open = tried.filter(({ isOpen }) => isOpen)
  const again = await judge(open.map(({ draft }) => draft))
  const remaining = new Map(
    open.map((each, index) => [each, alarmsOf(columnOf(again, index), each.draft, batches)]),
  )
  const isKept = (each: Tried) =>
    (remaining.get(each) ?? 0) === 0 && (each.alarms === 0 || each.looser !== undefined)
  const kept = tried.filter(isKept)
  const told = (each: Tried) =>
    `${nameOf(each.draft)}: ${ofBatches(each.alarms, batches)}${each.looser ? `; ${each.looser.what}` : ''}`
  return {
    drafts: kept.map(({ draft }) => draft),
    replay: {
      batches: batches.length,
      before: tried.reduce((sum, { alarms }) => sum + alarms, 0),
      after: kept.reduce((sum, each) => sum + (remaining.get(each) ?? each.alarms), 0),
      loosened: kept.filter(each => each.looser).map(told),
      dropped: tried.filter(each => !isKept(each)).map(told),
    },
  }
}

function tryOut(draft: Draft, outcomes: Replayed, batches: readonly OlderBatch[]): Tried {
  const alarms = alarmsOf(outcomes, draft, batches)
  // A family that loses members has a larger limit, which may let others of them fail.
  const isNear = outcomes.some(
    outcome => Math.abs(outcome?.test?.effect.value ?? 0) >= (outcome?.test?.minEffect ?? 1),
  )
  if (alarms === 0) return { draft, alarms, isOpen: isNear }
  return { ...loosened(draft, outcomes, batches, alarms), alarms }
}

/** The draft that older batches would not have broken, or itself where there is none. */
function loosened(
  draft: Draft,
  outcomes: Replayed,
  batches: readonly OlderBatch[],
  alarms: number,
): Omit<Tried, 'alarms'> {
  const looser = draft.loosen(olderOf(draft, outcomes, batches))
  if (looser === undefined) return { draft, isOpen: false }
  const isVacuous = outcomes.some(outcome => outcome?.status === 'vacuous')
  const params = { ...draft.params, ...looser.params, ...(isVacuous && { allowVacuous: true }) }
  const note = `${draft.note} ${ofBatches(alarms, batches)} broke that: ${looser.what}.`
  // The next batch is the worst of all with the same probability as each of those before.
  const chance = 1 / (batches.length + 2)
  return { draft: { ...draft, params, note, chance, family: undefined }, looser, isOpen: true }
}

function columnOf(all: readonly Replayed[], index: number): Replayed {
  return all.map(outcomes => outcomes[index])
}

function ofBatches(alarms: number, batches: readonly OlderBatch[]): string {
  return `${alarms} of ${plural(batches.length, 'batch', 'batches')}`
}

function alarmsOf(outcomes: Replayed, draft: Draft, batches: readonly OlderBatch[]): number {
  return outcomes.filter((outcome, index) => {
    const batch = batches[index]
    return outcome !== undefined && batch !== undefined && hasColumn(batch, draft) && isFinding(outcome)
  }).length
}

/** A column that a batch lacks is an alarm of the check of columns only. */
function hasColumn({ facts }: OlderBatch, { place, params }: Draft): boolean {
  const needed =
    place.section === 'columns' ? [place.column] : place.section === 'combinations' ? params.columns : []
  return !Array.isArray(needed) || needed.every(name => facts.some(each => each.name === name))
}

function olderOf(
  { place }: Draft,
  outcomes: readonly (Outcome | undefined)[],
  batches: readonly OlderBatch[],
): Older {
  return {
    rows: batches.map(batch => batch.rows),
    columns: batches.map(batch => batch.facts.map(each => each.name)),
    facts: batches.flatMap(batch =>
      batch.facts.filter(each => place.section === 'columns' && each.name === place.column),
    ),
    effects: outcomes.flatMap(outcome => outcome?.test?.effect.value ?? []),
    offending: outcomes.flatMap(outcome => {
      const { count, of } = outcome?.unexpected ?? { count: 0, of: 0 }
      return of === 0 ? [] : [count / of]
    }),
  }
}

function nameOf({ place, name }: Draft): string {
  return place.section === 'columns' ? `${place.column} ${name}` : name
}
