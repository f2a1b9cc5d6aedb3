import type { Relation } from '../../../src/core/engine.ts'
import { decodeLine, encodeLine } from '../../../src/run/states/encoding.ts'
import { MergedRelation } from '../../../src/run/states/merged.ts'
import type { RecordingRelation } from '../../../src/run/states/recording.ts'
import type { Saved } from '../../../src/run/states/saved.ts'
import type { State } from '../../../src/run/states/state.ts'
import { type Columns, memoryEngine, type Types } from '../support.ts'

/** The default engine, open for all tests of a file; tables are given by their columns. */
export function engineForTables(): (columns: Columns, types?: Types) => Promise<Relation> {
  const open = memoryEngine()
  return (columns, types) => open(columns, 'table', types)
}

/** The columns in consecutive parts, cut before these rows. */
export function partsOf(columns: Columns, cuts: readonly number[]): readonly Columns[] {
  const rows = Math.max(0, ...Object.values(columns).map(({ length }) => length))
  const places = [0, ...cuts.map(cut => Math.min(cut, rows)).sort((a, b) => a - b), rows]
  return places
    .slice(1)
    .map((end, index) =>
      Object.fromEntries(
        Object.entries(columns).map(([name, values]) => [name, values.slice(places[index], end)]),
      ),
    )
}

/** What was recorded of a dataset, as it comes back from a file. */
export function savedFrom(relation: RecordingRelation, partition: string): Saved {
  const lines = new Map(
    [...relation.recorder.states].map(([key, state]) => [key, encodeLine(state)] as const),
  )
  const { info, schema } = relation
  return {
    role: 'sample',
    partition,
    identity: partition,
    file: `${partition}.states`,
    info,
    schema,
    keys: () => lines.keys(),
    stateOf: key => {
      const line = lines.get(key)
      return line === undefined ? undefined : (decodeLine(line) as State)
    },
  }
}

/** Datasets that were recorded, as one. */
export function mergedFrom(relations: readonly RecordingRelation[]): MergedRelation {
  return new MergedRelation(
    relations.map((relation, index) => savedFrom(relation, `part${index}`)),
    'parts',
  )
}
