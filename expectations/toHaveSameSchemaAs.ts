import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { of } from '../src/core/metric.ts'
import { changeKinds, changesText, fixText, schemaChanges } from './parts/schema-changes.ts'

/**
 * The columns are those of the reference: none is added, missing, renamed, of another type or moved to another place.
 * A missing column is renamed where an added one of its type has a similar name; one is moved that is not in order with
 * the most others. The hint says how to go back.
 */
export const toHaveSameSchemaAs = defineRule({
  name: 'toHaveSameSchemaAs',
  id: 'same-schema',
  category: 'schema',
  subject: 'table',
  needsReference: true,
  summary: 'The columns have the names, types and places that they have in the reference.',
  params: z.strictObject({
    allowed: z.array(z.enum(changeKinds)).default([]).meta({
      title: 'list of changes',
      description: 'Changes that are accepted: `added`, `missing`, `renamed`, `retyped`, `moved`.',
    }),
  }),
  shorthand: 'allowed',
  metrics: () => ({ schema: of('sample').schema(), reference: of('reference').schema() }),
  expected: (_, { allowed }) =>
    `the columns of the reference${allowed.length > 0 ? `, but for those ${allowed.join(' or ')}` : ''}`,
  judge: ({ schema, reference }, { allowed }) => {
    const changes = schemaChanges(schema.columns, reference.columns).filter(
      ({ kind }) => !allowed.includes(kind),
    )
    return {
      status: changes.length === 0 ? 'passed' : 'failed',
      found: changes.length === 0 ? 'as in the reference' : changesText(changes),
      observed: Object.fromEntries(
        changeKinds.map(kind => [kind, changes.filter(each => each.kind === kind).map(({ name }) => name)]),
      ),
      hint: changes.length === 0 ? undefined : fixText(changes),
    }
  },
  examples: [
    {
      data: { id: [1], price: [1.5], genre: ['pop'] },
      reference: { id: [1, 2], price: [2.5, 3.5], genre: ['a', 'b'] },
      status: 'passed',
      found: 'as in the reference',
    },
    {
      data: { id: ['1'], prices: [1.5], label: ['x'] },
      reference: { id: [1], price: [2.5], genre: [true] },
      status: 'failed',
      found: 'price renamed to prices; genre missing; label added; id now text, was a whole number',
    },
    {
      data: { price: [1.5], id: [1], genre: ['a'], label: ['x'] },
      reference: { id: [1], genre: ['a'], price: [2.5] },
      params: { allowed: ['added'] },
      status: 'failed',
      found: 'price moved from place 3 to 1',
    },
    {
      data: { c: [1], b: [1], a: [1] },
      reference: { a: [1], b: [1], c: [1] },
      status: 'failed',
      found: 'b no longer behind a; a moved from place 1 to 3',
    },
    {
      data: { id: [1], label: ['x'] },
      reference: { id: [1] },
      params: { allowed: ['added', 'moved'] },
      status: 'passed',
      found: 'as in the reference',
    },
    {
      data: { price: [null] },
      reference: { price: [1.5] },
      status: 'passed',
      found: 'as in the reference',
    },
  ],
})
