import type { z } from 'zod'
import type { Json } from '../../core/value.ts'
import type { NamedColumn } from '../table/table.ts'

/** A step that learns something from columns and then changes columns of the same names. */
export interface Transformer<Params extends z.ZodType = z.ZodType, State extends Json = Json> {
  readonly params: Params
  /**
   * What the step learns, as plain data.
   *
   * @throws UserError when there is nothing to learn
   */
  fit(columns: readonly NamedColumn[], params: z.output<Params>): State
  /** @throws UserError when a value is one that the step cannot take */
  transform(columns: readonly NamedColumn[], state: State, params: z.output<Params>): readonly NamedColumn[]
}
