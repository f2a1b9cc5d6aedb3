import { UserError } from '../../core/errors.ts'
import { RowError } from '../table/row-error.ts'
import type { NamedColumn } from '../table/table.ts'

const largestFloat32 = 3.4028234663852886e38

/**
 * The numbers of features.
 *
 * @throws UserError when a feature is text, or too large for a float32 number
 */
export function featureNumbers(features: readonly NamedColumn[]): readonly Float64Array[] {
  return features.map(({ name, values }) => {
    if (!(values instanceof Float64Array))
      throw new UserError(`The feature ${name} is text, but a model takes numbers.`, {
        hint: 'Encode it: ordinal_encode, one_hot_encode or tfidf.',
      })
    const at = values.findIndex(value => Math.abs(value) > largestFloat32)
    if (at >= 0)
      throw new RowError(
        at,
        row => `The feature ${name} is ${values[at]} in row ${row}, which is too large for a float32 number.`,
      )
    return values
  })
}
