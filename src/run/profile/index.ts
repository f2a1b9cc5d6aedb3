import type { Relation } from '../../core/engine.ts'
import { value } from '../../core/expr.ts'
import { type Frequencies, of, ranks, type Role, type Tally } from '../../core/metric.ts'
import type { Profile, ProfiledColumn, ProfiledDataset } from '../../core/profile.ts'
import { type Column, numericTypes } from '../../core/schema.ts'
import { relationOf, type Session } from '../session.ts'
import { alertsOf } from './alerts.ts'
import { associable, associationsOf, type CramersV, missingTogether } from './associations.ts'
import { columnFacts, type ShowCell } from './columns.ts'
import { histogramOf } from './histogram.ts'

export interface ProfileOptions {
  readonly show: ShowCell
  /** How many of the sample's first rows are shown; none where absent. */
  readonly shownRows?: number
  readonly cramersV: CramersV
  /** The largest distance of the distribution functions of two samples. */
  readonly ksDistance: (tally: Tally) => number
  /** Half the sum of the differences of the shares of two lists of counts. */
  readonly totalVariation: (reference: readonly number[], sample: readonly number[]) => number
}

/** Everything of a profile but who made it, when and how. */
export type ProfileBody = Omit<Profile, 'schema' | 'version' | 'createdAt' | 'command'>

/** Profiles the sample of a session, beside its reference where it has one, from aggregates only. */
export async function profileOf(session: Session, options: ProfileOptions): Promise<ProfileBody> {
  const { sample: own, reference: other } = session.data
  const sample = await datasetOf('sample', session)
  const reference = other && (await datasetOf('reference', session))
  const names = [...columnsOf(own), ...columnsOf(other).filter(({ name }) => !has(own, name))]
  const columns = await Promise.all(names.map(column => profiledColumn(column, session, options)))
  const parts = associable(columns)
  const associations = await associationsOf(parts, session, options.cramersV)
  const shown = reference ? [...columns].sort((a, b) => (b.distance ?? 1) - (a.distance ?? 1)) : columns
  return {
    sample: { ...sample, missing: missingShare(columns, 'sample') },
    ...(reference && { reference: { ...reference, missing: missingShare(columns, 'reference') } }),
    columns: shown,
    associations,
    missingTogether: await missingTogether(columns, session),
    alerts: alertsOf(columns, associations),
    ...(options.shownRows && own ? { rows: await firstRows(own, options.shownRows, options) } : {}),
    remarks: parts.remarks,
  }
}

async function firstRows(
  sample: Relation,
  count: number,
  { show }: ProfileOptions,
): Promise<NonNullable<Profile['rows']>> {
  const columns = sample.schema.columns.map(({ name }) => name)
  const rows = Array.from({ length: Math.min(count, sample.info.rows) }, (_, row) => row)
  const cells = await sample.rowsAt({ rows, columns })
  return { columns, cells: cells.map((row = []) => row.map((cell, at) => show(cell, columns[at] ?? ''))) }
}

function columnsOf(relation: Relation | undefined): readonly Column[] {
  return relation?.schema.columns ?? []
}

function has(relation: Relation | undefined, name: string): boolean {
  return columnsOf(relation).some(column => column.name === name)
}

async function datasetOf(role: Role, { data, answer }: Session): Promise<Omit<ProfiledDataset, 'missing'>> {
  const { info, schema } = relationOf(data, role)
  const names = schema.columns.map(({ name }) => name)
  const { found } = await answer({ found: of(role).duplicates(names) })
  const { label, rows, bytes, format, columns } = info
  return { label, rows, bytes, format, columns, duplicateRows: found.rows }
}

async function profiledColumn(
  { name, type }: Column,
  session: Session,
  options: ProfileOptions,
): Promise<ProfiledColumn> {
  const roles = (['sample', 'reference'] as const).filter(role => has(session.data[role], name))
  const typeIn = (role: Role) =>
    columnsOf(session.data[role]).find(column => column.name === name)?.type ?? type
  const facts = await Promise.all(
    roles.map(
      async role =>
        [role, await columnFacts({ name, type: typeIn(role) }, role, session, options.show)] as const,
    ),
  )
  const areNumbers = roles.every(role => numericTypes.includes(typeIn(role)))
  const isDrawn = areNumbers && roles[0] === 'sample'
  const histogram = isDrawn ? await histogramOf(name, type, roles, session) : undefined
  const distance = roles.length === 2 ? await distanceOf(name, areNumbers, session, options) : undefined
  return {
    name,
    type,
    ...Object.fromEntries(facts),
    ...(histogram && { histogram }),
    ...(distance !== undefined && { distance }),
  }
}

const mostCategories = 1000

/** Undefined where there is nothing to compare. */
async function distanceOf(
  name: string,
  areNumbers: boolean,
  { answer }: Session,
  { ksDistance, totalVariation }: ProfileOptions,
): Promise<number | undefined> {
  if (areNumbers) {
    const { tally } = await answer({ tally: ranks(value(name)) })
    const counted = [tally.reference, tally.sample].every(counts => counts.some(count => count > 0))
    return counted ? ksDistance(tally) : undefined
  }
  const { ours, theirs } = await answer({
    ours: of('sample').frequencies([name], mostCategories, mostCategories),
    theirs: of('reference').frequencies([name], mostCategories, mostCategories),
  })
  if (ours.total === 0 || theirs.total === 0) return undefined
  if (ours.distinct > mostCategories || theirs.distinct > mostCategories) return undefined
  const [sample, reference] = [countsOf(ours), countsOf(theirs)]
  const categories = [...new Set([...sample.keys(), ...reference.keys()])]
  const counts = (of: ReadonlyMap<string, number>) => categories.map(name => of.get(name) ?? 0)
  return totalVariation(counts(reference), counts(sample))
}

function countsOf({ entries }: Frequencies): ReadonlyMap<string, number> {
  return new Map(entries.map(({ values: [cell], count }) => [String(cell), count]))
}

function missingShare(columns: readonly ProfiledColumn[], role: Role): number | null {
  const facts = columns.flatMap(column => column[role] ?? [])
  const cells = facts.reduce((sum, { rows }) => sum + rows, 0)
  return cells === 0 ? null : facts.reduce((sum, { missing }) => sum + missing, 0) / cells
}
