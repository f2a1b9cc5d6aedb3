import { z } from 'zod'
import { daysBeforeLatest } from './days-before-latest.ts'
import { impute } from './impute.ts'
import { oneHotEncode } from './one-hot-encode.ts'
import { ordinalEncode } from './ordinal-encode.ts'
import { scale } from './scale.ts'
import { tfIdf } from './tf-idf.ts'
import type { Transformer } from './transformer.ts'

/** A step of a track, as plain data: which transformer it uses, and its parameters. */
export const stepSpec = z.discriminatedUnion('use', [
  impute.params,
  scale.params,
  ordinalEncode.params,
  oneHotEncode.params,
  daysBeforeLatest.params,
  tfIdf.params,
])

export type StepSpec = z.output<typeof stepSpec>

const transformers = {
  impute,
  scale,
  ordinal_encode: ordinalEncode,
  one_hot_encode: oneHotEncode,
  days_before_latest: daysBeforeLatest,
  tfidf: tfIdf,
} as const

/** The transformer that a step uses. */
export function transformerOf({ use }: StepSpec): Transformer {
  return transformers[use] as unknown as Transformer
}
