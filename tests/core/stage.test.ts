import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { defineStage, type StageInput } from '../../src/core/stage.ts'

const segregate = defineStage({
  name: 'segregate',
  version: '1',
  summary: 'Splits rows into two parts.',
  params: z.strictObject({ testSize: z.number().gt(0).lt(1), stratify: z.string().nullable().default(null) }),
  inputs: { data: { type: 'dataset' }, reference: { optional: true } },
  outputs: { train: { type: 'dataset' }, test: { type: 'dataset' } },
  async run({ params, inputs, outputs, metrics }) {
    expectTypeOf(params).toEqualTypeOf<{ testSize: number; stratify: string | null }>()
    expectTypeOf(inputs.data).toEqualTypeOf<StageInput>()
    expectTypeOf(inputs.reference).toEqualTypeOf<StageInput | undefined>()
    // @ts-expect-error: there is no such output.
    outputs.validation
    metrics({ rows: inputs.data.paths.length })
  },
})

test('a stage is what was written, with defaults for its parameters', () => {
  expect(segregate.params.parse({ testSize: 0.3 })).toEqual({ testSize: 0.3, stratify: null })
  expect(segregate.params.safeParse({ testSize: 0.3, tset: 1 }).success).toBe(false)
})

test('names that would not do are refused', () => {
  const named = (name: string, outputs = {}) => defineStage({ ...segregate, name, outputs })
  expect(() => named('Train Model')).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A stage cannot be called "Train Model": lower case, words joined by -.]`,
  )
  expect(() => named('../train')).toThrow(RangeError)
  expect(() => named('train', { data: {} })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: train has an input and an output that are both called data.]`,
  )
})
